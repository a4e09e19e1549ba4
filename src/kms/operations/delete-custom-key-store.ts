import { structure } from '../../aws/shape.ts';
import { storeErrors } from '../key-stores/errors.ts';
import { keyStoreId } from '../key-stores/shapes.ts';
import { keyStoresOf } from '../key-stores/store.ts';
import { storeLogged, storeOf, storeTarget } from '../key-stores/target.ts';
import { kmsOperation } from '../operation.ts';

export const DeleteCustomKeyStore = kmsOperation({
  name: 'DeleteCustomKeyStore',
  summary:
    'Takes a custom key store away from KMS. The cluster or the external key manager stays as it is.',
  readOnly: false,
  input: structure({ CustomKeyStoreId: keyStoreId() }),
  output: structure({}),
  keys: {},
  also: storeTarget('kms:DeleteCustomKeyStore'),
  throws: [
    'CustomKeyStoreHasCMKsException',
    'CustomKeyStoreInvalidStateException',
    'CustomKeyStoreNotFoundException',
  ],
  trail: storeLogged,

  handle(call) {
    const { cloud, account, region } = call;
    const { id, state, keys } = storeOf(call, call.input.CustomKeyStoreId);
    if (keys.size > 0) throw storeErrors.hasKeys(id);
    if (state !== 'DISCONNECTED') {
      throw storeErrors.invalidState(id, state, 'It must be disconnected first.');
    }
    keyStoresOf(cloud, account, region).byId.delete(id);
    return {};
  },
});
