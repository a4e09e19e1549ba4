// Numbers that AWS sets for CloudTrail's event history. Source: CloudTrail API reference, LookupEvents.

export const limits = {
  historyDays: 90,
  eventsPerPage: 50,
} as const;
