import { structure } from '../../aws/shape.ts';
import { connect } from '../key-stores/connection.ts';
import { keyStoreId } from '../key-stores/shapes.ts';
import { storeLogged, storeOf, storeTarget } from '../key-stores/target.ts';
import { kmsOperation } from '../operation.ts';

export const ConnectCustomKeyStore = kmsOperation({
  name: 'ConnectCustomKeyStore',
  summary:
    'Connects a custom key store. It takes minutes, and DescribeCustomKeyStores tells how it ended.',
  readOnly: false,
  input: structure({ CustomKeyStoreId: keyStoreId() }),
  output: structure({}),
  keys: {},
  also: storeTarget('kms:ConnectCustomKeyStore'),
  throws: [
    'CloudHsmClusterInvalidConfigurationException',
    'CloudHsmClusterNotActiveException',
    'CustomKeyStoreInvalidStateException',
    'CustomKeyStoreNotFoundException',
  ],
  trail: storeLogged,

  handle(call) {
    connect(call, storeOf(call, call.input.CustomKeyStoreId));
    return {};
  },
});
