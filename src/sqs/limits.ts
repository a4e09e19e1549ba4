// Numbers that AWS sets for SQS. Source: SQS API reference, SetQueueAttributes and SendMessage.

export const limits = {
  dataKeyReuseSeconds: { min: 60, max: 86_400, standard: 300 },
  messageBytes: 1_048_576,
  receivedAtOnce: 10,
} as const;
