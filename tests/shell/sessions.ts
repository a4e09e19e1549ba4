// Command lines as AWS's documentation and common tutorials form them, in sessions as people type them.

/** A line, then what it prints: text is all of it, a pattern is part of it; a number is an exit code other than 0. */
type Row = readonly [line: string, prints: string | RegExp, exitCode?: number];

const ID = '[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const ARN = `arn:aws:kms:us-east-1:111122223333:key/${ID}`;

export const sessions: Readonly<Record<string, readonly Row[]>> = {
  'making a key and finding it again': [
    ['aws kms create-key', /"KeyState": "Enabled"/],
    [
      'aws kms create-key --description "For reports" --query KeyMetadata.Arn',
      new RegExp(`^"${ARN}"\n$`),
    ],
    ["KEY_ID=$(aws kms create-key --query 'KeyMetadata.KeyId' --output text)", ''],
    ['echo $KEY_ID', new RegExp(`^${ID}\n$`)],
    ['aws kms create-alias --alias-name alias/ExampleAlias --target-key-id $KEY_ID', ''],
    ['aws kms describe-key --key-id alias/ExampleAlias --query KeyMetadata.Enabled', 'true\n'],
    [
      'aws kms list-aliases --key-id "$KEY_ID" --query "Aliases[].AliasName" --output text',
      'alias/ExampleAlias\n',
    ],
    ["aws kms list-keys --query 'length(Keys)'", '3\n'],
    ["aws kms list-keys --max-items 1 --query 'length(Keys)'", '1\n'],
    ['aws kms update-alias --alias-name alias/ExampleAlias --target-key-id ${KEY_ID}', ''],
    [
      'aws kms tag-resource --key-id $KEY_ID --tags TagKey=Purpose,TagValue=Test TagKey=Team,TagValue=Data',
      '',
    ],
    [
      'aws kms list-resource-tags --key-id $KEY_ID --query "Tags[?TagKey==\'Team\'].TagValue | [0]" --output text',
      'Data\n',
    ],
    ['aws kms untag-resource --key-id $KEY_ID --tag-keys Purpose Team', ''],
    ['aws kms list-resource-tags --key-id $KEY_ID --query Tags --output json', '[]\n'],
    ['aws kms delete-alias --alias-name alias/ExampleAlias', ''],
    [
      'aws kms describe-key --key-id alias/ExampleAlias',
      /^\nAn error occurred \(NotFoundException\) when calling the DescribeKey operation: Alias arn:aws:kms:us-east-1:111122223333:alias\/ExampleAlias is not found\.\n$/,
      254,
    ],
  ],
  'encrypting a file and opening it': [
    [
      'aws kms create-alias --alias-name alias/app --target-key-id $(aws kms create-key --query KeyMetadata.KeyId --output text)',
      '',
    ],
    ['echo "Hello, world" > ExamplePlaintextFile', ''],
    [
      'aws kms encrypt --key-id alias/app --plaintext fileb://ExamplePlaintextFile --output text --query CiphertextBlob | base64 --decode > ExampleEncryptedFile',
      '',
    ],
    ['ls', 'ExampleEncryptedFile\nExamplePlaintextFile\n'],
    [
      'aws kms decrypt --ciphertext-blob fileb://ExampleEncryptedFile --output text --query Plaintext | base64 --decode',
      'Hello, world\n',
    ],
    [
      'aws kms decrypt --ciphertext-blob fileb://ExampleEncryptedFile --key-id alias/app --query Plaintext --output text | base64 -d > out.txt && cat out.txt',
      'Hello, world\n',
    ],
    ['diff ExamplePlaintextFile out.txt && echo same', 'same\n'],
    [
      'aws kms encrypt --key-id alias/app --plaintext "c2VjcmV0" --query CiphertextBlob --output text > blob.b64; wc -c < blob.b64',
      /^2\d\d\n$/,
    ],
    [
      'aws kms decrypt --ciphertext-blob $(cat blob.b64) --query Plaintext --output text',
      'c2VjcmV0\n',
    ],
    [
      'aws kms encrypt --cli-binary-format raw-in-base64-out --key-id alias/app --plaintext secret --query KeyId --output text',
      new RegExp(`^${ARN}\n$`),
    ],
    [
      'aws kms encrypt --key-id alias/app --plaintext fileb://missing.txt',
      /Unable to load paramfile fileb:\/\/missing\.txt: \[Errno 2\] No such file or directory/,
      252,
    ],
    [
      'aws kms encrypt --key-id alias/app --plaintext "not base64!"',
      /Invalid base64: "not base64!"/,
      252,
    ],
    ['printf "%s" "$(cat ExamplePlaintextFile)" | base64 -w0; echo', 'SGVsbG8sIHdvcmxk\n'],
  ],
  'encryption context': [
    [
      'aws kms create-alias --alias-name alias/ctx --target-key-id `aws kms create-key --query KeyMetadata.KeyId --output text`',
      '',
    ],
    [
      'aws kms encrypt --key-id alias/ctx --plaintext aGk= --encryption-context Dept=IT,Purpose=test --query CiphertextBlob --output text | base64 -d > c.bin',
      '',
    ],
    [
      'aws kms decrypt --ciphertext-blob fileb://c.bin --encryption-context Purpose=test,Dept=IT --query Plaintext --output text',
      'aGk=\n',
    ],
    [
      'aws kms decrypt --ciphertext-blob fileb://c.bin --encryption-context \'{"Dept":"IT","Purpose":"test"}\' --query Plaintext',
      '"aGk="\n',
    ],
    [
      'aws kms decrypt --ciphertext-blob fileb://c.bin --encryption-context Dept=It,Purpose=test',
      /An error occurred \(InvalidCiphertextException\) when calling the Decrypt operation: /,
      254,
    ],
    ['aws kms decrypt --ciphertext-blob fileb://c.bin', /InvalidCiphertextException/, 254],
    [
      'aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=Decrypt --query "length(Events)"',
      '4\n',
    ],
  ],
  'data keys': [
    ['KEY=$(aws kms create-key --output text --query KeyMetadata.Arn)', ''],
    ['aws kms generate-data-key --key-id $KEY --key-spec AES_256 > dk.json', ''],
    ['grep -c Plaintext dk.json', '1\n'],
    [
      'aws kms generate-data-key --key-id $KEY --number-of-bytes 64 --query Plaintext --output text | base64 --decode | wc -c',
      '64\n',
    ],
    [
      'aws kms generate-data-key-without-plaintext --key-id $KEY --key-spec AES_256 --query "keys(@)" --output text',
      /^CiphertextBlob\tKeyId/,
    ],
    [
      'aws kms generate-random --number-of-bytes 32 --output text --query Plaintext | base64 --decode | wc -c',
      '32\n',
    ],
    ['aws kms generate-data-key --key-id $KEY', /ValidationException/, 254],
    [
      'aws kms generate-random --number-of-bytes 0',
      '\nParameter validation failed:\nInvalid range for parameter NumberOfBytes, value: 0, valid min value: 1\n',
      252,
    ],
  ],
  'rotation, disabling and deletion': [
    ['KEY=$(aws kms create-key --output text --query KeyMetadata.KeyId)', ''],
    ['aws kms get-key-rotation-status --key-id $KEY --query KeyRotationEnabled', 'false\n'],
    ['aws kms enable-key-rotation --key-id $KEY --rotation-period-in-days 180', ''],
    [
      'sleep 200d; aws kms list-key-rotations --key-id $KEY --query "Rotations[].RotationType" --output text',
      'AUTOMATIC\n',
    ],
    [
      'aws kms rotate-key-on-demand --key-id $KEY --query KeyId --output text | grep -c arn:aws:kms',
      '1\n',
    ],
    ['aws kms disable-key --key-id $KEY', ''],
    [
      'aws kms encrypt --key-id $KEY --plaintext aGk=',
      new RegExp(
        `An error occurred \\(DisabledException\\) when calling the Encrypt operation: ${ARN} is disabled\\.`,
      ),
      254,
    ],
    ['aws kms enable-key --key-id $KEY', ''],
    [
      'aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7 --query KeyState',
      '"PendingDeletion"\n',
    ],
    [
      'aws kms describe-key --key-id $KEY --query KeyMetadata.DeletionDate --output text',
      '2026-08-10T09:00:08+00:00\n',
    ],
    [
      'aws kms cancel-key-deletion --key-id $KEY --query KeyId --output text',
      new RegExp(`^${ARN}\n$`),
    ],
    ['aws kms describe-key --key-id $KEY --query KeyMetadata.KeyState --output text', 'Disabled\n'],
    [
      'aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 5',
      /ValidationException/,
      254,
    ],
  ],
  'policies and grants': [
    ['KEY=$(aws kms create-key --output text --query KeyMetadata.KeyId)', ''],
    [
      'aws kms get-key-policy --key-id $KEY --policy-name default --output text | head -n 3',
      /"Id": "key-default-1"/,
    ],
    [
      'aws kms list-key-policies --key-id $KEY',
      '{\n    "PolicyNames": [\n        "default"\n    ]\n}\n',
    ],
    [
      `cat > policy.json <<'EOF'
{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": {"AWS": "arn:aws:iam::111122223333:root"},
    "Action": "kms:*",
    "Resource": "*"
  }]
}
EOF
aws kms put-key-policy --key-id $KEY --policy-name default --policy file://policy.json`,
      '',
    ],
    [
      'aws iam create-user --user-name alice --query User.Arn --output text',
      'arn:aws:iam::111122223333:user/alice\n',
    ],
    [
      'aws kms create-grant --key-id $KEY --grantee-principal arn:aws:iam::111122223333:user/alice --operations Decrypt Encrypt --query GrantId --output text > grant.txt; wc -l < grant.txt',
      '1\n',
    ],
    [
      'aws kms list-grants --key-id $KEY --query "Grants[0].Operations" --output text',
      /Decrypt\tEncrypt|Encrypt\tDecrypt/,
    ],
    [
      'aws kms encrypt --key-id $KEY --plaintext aGk= --profile alice --query KeyId',
      new RegExp(ARN),
    ],
    ['aws kms revoke-grant --key-id $KEY --grant-id $(cat grant.txt)', ''],
    [
      'aws kms encrypt --key-id $KEY --plaintext aGk= --profile alice',
      /An error occurred \(AccessDeniedException\) when calling the Encrypt operation: User: arn:aws:iam::111122223333:user\/alice is not authorized to perform: kms:Encrypt on resource: /,
      254,
    ],
    [
      'aws sts get-caller-identity --query Arn --output text --profile alice',
      'arn:aws:iam::111122223333:user/alice\n',
    ],
    [
      'aws sts get-caller-identity --profile bob',
      '\nThe config profile (bob) could not be found\n',
      255,
    ],
    [
      'aws kms put-key-policy --key-id $KEY --policy-name default --policy file://nothing.json',
      /Unable to load paramfile file:\/\/nothing\.json/,
      252,
    ],
  ],
  'a role taken on': [
    [
      `aws iam create-role --role-name etl --assume-role-policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Principal":{"AWS":"arn:aws:iam::111122223333:root"},"Action":"sts:AssumeRole"}]}' --query Role.RoleName --output text`,
      'etl\n',
    ],
    [
      `aws iam put-role-policy --role-name etl --policy-name use --policy-document '{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"kms:ListKeys","Resource":"*"}]}'`,
      '',
    ],
    [
      'CREDS=$(aws sts assume-role --role-arn arn:aws:iam::111122223333:role/etl --role-session-name night --query "Credentials.[AccessKeyId,SecretAccessKey,SessionToken]" --output text)',
      '',
    ],
    [
      'export AWS_ACCESS_KEY_ID=$(echo $CREDS | cut -d" " -f1); aws sts get-caller-identity --query Arn --output text',
      'arn:aws:sts::111122223333:assumed-role/etl/night\n',
    ],
    ['aws kms list-keys --query "length(Keys)"', '0\n'],
    ['aws kms create-key', /AccessDeniedException/, 254],
    [
      'unset AWS_ACCESS_KEY_ID; aws sts get-caller-identity --query Arn --output text',
      'arn:aws:iam::111122223333:user/admin\n',
    ],
  ],
  'objects in S3': [
    ['aws s3 mb s3://example-reports', 'make_bucket: example-reports\n'],
    [
      'KEY=$(aws kms create-key --query KeyMetadata.Arn --output text); echo "id,amount" > q1.csv',
      '',
    ],
    [
      'aws s3 cp q1.csv s3://example-reports/2026/ --sse aws:kms --sse-kms-key-id $KEY',
      'upload: ./q1.csv to s3://example-reports/2026/q1.csv\n',
    ],
    ['aws s3 cp s3://example-reports/2026/q1.csv -', 'id,amount\n'],
    [
      'aws s3 cp s3://example-reports/2026/q1.csv copy.csv && cat copy.csv',
      'download: s3://example-reports/2026/q1.csv to ./copy.csv\nid,amount\n',
    ],
    [
      'aws s3api put-object --bucket example-reports --key a.txt --body q1.csv --server-side-encryption aws:kms --query ServerSideEncryption --output text',
      'aws:kms\n',
    ],
    [
      'aws s3api get-object --bucket example-reports --key a.txt out.csv --query ServerSideEncryption; cat out.csv',
      '"aws:kms"\nid,amount\n',
    ],
    ['aws kms disable-key --key-id $KEY', ''],
    [
      'aws s3 cp s3://example-reports/2026/q1.csv - ',
      /download failed: s3:\/\/example-reports\/2026\/q1\.csv to - An error occurred \(KMS\.DisabledException\) when calling the GetObject operation: /,
      1,
    ],
    [
      'aws s3 cp nothing.csv s3://example-reports/',
      '\nThe user-provided path nothing.csv does not exist.\n',
      255,
    ],
    ['aws s3 cp q1.csv q2.csv', /usage: aws s3 cp <LocalPath> <S3Uri>/, 252],
  ],
  'help, and what is not understood': [
    ['aws --version', /^aws-cli\/2\./],
    ['aws help', /AVAILABLE SERVICES[^]*kms/],
    ['aws kms help', /encrypt +Encrypts up to 4,096 bytes/],
    ['aws kms encrypt help', /--plaintext \(blob\) \[required\]; 1 to 4,096 bytes/],
    [
      'aws kms encrpt',
      /argument operation: Found invalid choice 'encrpt'\n\nmaybe you meant:\n\n {2}\* encrypt/,
      252,
    ],
    ['aws kns list-keys', /argument command: Found invalid choice 'kns'[^]*\* kms/, 252],
    [
      'aws kms encrypt --key-id alias/a',
      /aws: error: the following arguments are required: --plaintext/,
      252,
    ],
    ['aws kms list-keys --colour on', /aws: error: Unknown options: --colour, on/, 252],
    ['aws kms list-keys --output yaml', /argument --output: Found invalid choice 'yaml'/, 252],
    ['aws kms list-keys --query "Keys["', /Bad value for --query/, 255],
    ['aws kms list-keys --region', /argument --region: expected one argument/, 252],
    ['kubectl get pods', 'kubectl: command not found\n', 127],
    ['aws kms generate-random --generate-cli-skeleton | head -n 2', '{\n    "NumberOfBytes": 0,\n'],
    [
      'echo \'{"NumberOfBytes": 16}\' > in.json; aws kms generate-random --cli-input-json file://in.json --query Plaintext --output text | base64 -d | wc -c',
      '16\n',
    ],
  ],
  'another Region': [
    [
      'aws kms create-key --region eu-west-1 --multi-region --query KeyMetadata.Arn --output text',
      /^arn:aws:kms:eu-west-1:111122223333:key\/mrk-[0-9a-f]{32}\n$/,
    ],
    ['export AWS_DEFAULT_REGION=eu-west-1; aws kms list-keys --query "length(Keys)"', '1\n'],
    [
      'AWS_REGION=us-east-1 aws kms list-keys --query "length(Keys)"; aws kms list-keys --query "length(Keys)"',
      '0\n1\n',
    ],
    ['aws kms list-keys --region us-east-1 --output text', ''],
  ],
};
