import { structure } from '../../aws/shape.ts';
import { disconnect } from '../key-stores/connection.ts';
import { keyStoreId } from '../key-stores/shapes.ts';
import { storeLogged, storeOf, storeTarget } from '../key-stores/target.ts';
import { kmsOperation } from '../operation.ts';

export const DisconnectCustomKeyStore = kmsOperation({
  name: 'DisconnectCustomKeyStore',
  summary: 'Disconnects a custom key store. Its keys serve nobody until it is connected again.',
  readOnly: false,
  input: structure({ CustomKeyStoreId: keyStoreId() }),
  output: structure({}),
  keys: {},
  also: storeTarget('kms:DisconnectCustomKeyStore'),
  throws: ['CustomKeyStoreInvalidStateException', 'CustomKeyStoreNotFoundException'],
  trail: storeLogged,

  handle(call) {
    disconnect(call, storeOf(call, call.input.CustomKeyStoreId));
    return {};
  },
});
