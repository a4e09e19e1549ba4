// Where this model is simpler than AWS, for the reader. src/README.md says the same to those who work on it.

export const simplified: readonly string[] = [
  'The HSM is a module of this program. Its keys come from a seed, so whoever holds the seed can make them again.',
  'AWS does not publish the layout of its ciphertext blobs. Ours has the sizes and the order that public samples show; what nobody outside AWS can explain is filled by us and marked so.',
  'What AWS offers and the model lacks is refused with a message that says so, never answered wrongly: SM2 keys, which are for China Regions, and attestation by Nitro Enclaves.',
  'Key policies, grants, identity policies, permissions boundaries, session policies, service control policies and VPC endpoint policies are evaluated. Resource control policies are not.',
  'KMS and IAM are consistent at once here. In AWS, changes may take seconds to minutes to be seen everywhere.',
  'Time is simulated: each call takes one second, and waiting takes none of yours.',
  'A large file stands in the lessons as its declared size and a sample of 64 KiB, which is really encrypted.',
];
