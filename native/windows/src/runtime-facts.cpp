#include "facts.h"
#include "hresults.h"
#include "winrt.h"

// mingw-w64 has no headers for these classes. Ids and order of the methods as in the Windows SDK
// (windows.security.credentials.h, windows.security.credentials.ui.h, windows.devices.radios.h, windows.devices.bluetooth.h),
// compared with https://github.com/terrafx/terrafx.interop.windows, which is made from that SDK. Only methods up to the last one
// that is called are declared.

namespace {

constexpr GUID kUserConsentVerifierStatics{
    0xaf4f3f91, 0x564c, 0x4ddc, {0xb8, 0xb5, 0x97, 0x34, 0x47, 0x62, 0x7c, 0x65}};
constexpr GUID kKeyCredentialManagerStatics{
    0x6aac468b, 0x0ef1, 0x4ce0, {0x82, 0x90, 0x41, 0x06, 0xda, 0x6a, 0x63, 0xb5}};
constexpr GUID kRadioStatics{0x5fb6a12e, 0x67cb, 0x46ae, {0xaa, 0xe9, 0x65, 0x91, 0x9f, 0x86, 0xef, 0xf4}};
constexpr GUID kBluetoothAdapterStatics{
    0x8b02fb6a, 0xac4c, 0x4741, {0x86, 0x61, 0x8e, 0xab, 0x7d, 0x17, 0xea, 0x9f}};

/** More than any machine has; beyond it the count is taken for damaged. */
constexpr UINT32 kMaxRadios = 1000;

/** IUserConsentVerifierStatics, IKeyCredentialManagerStatics and IRadioStatics: what is wanted is the first method. */
struct FirstMethodStatics : IInspectable {
  virtual HRESULT STDMETHODCALLTYPE start(AsyncOperation** operation) = 0;
};

struct BluetoothAdapterStatics : IInspectable {
  virtual HRESULT STDMETHODCALLTYPE getDeviceSelector(void** selector) = 0;
  virtual HRESULT STDMETHODCALLTYPE fromIdAsync(void* deviceId, AsyncOperation** operation) = 0;
  virtual HRESULT STDMETHODCALLTYPE getDefaultAsync(AsyncOperation** operation) = 0;
};

struct BluetoothAdapter : IInspectable {
  virtual HRESULT STDMETHODCALLTYPE getDeviceId(void** value) = 0;
  virtual HRESULT STDMETHODCALLTYPE getBluetoothAddress(UINT64* value) = 0;
  virtual HRESULT STDMETHODCALLTYPE getIsClassicSupported(boolean* value) = 0;
  virtual HRESULT STDMETHODCALLTYPE getIsLowEnergySupported(boolean* value) = 0;
  virtual HRESULT STDMETHODCALLTYPE getIsPeripheralRoleSupported(boolean* value) = 0;
  virtual HRESULT STDMETHODCALLTYPE getIsCentralRoleSupported(boolean* value) = 0;
};

struct Radio : IInspectable {
  virtual HRESULT STDMETHODCALLTYPE setStateAsync(INT32 state, AsyncOperation** operation) = 0;
  virtual HRESULT STDMETHODCALLTYPE addStateChanged(IUnknown* handler, INT64* cookie) = 0;
  virtual HRESULT STDMETHODCALLTYPE removeStateChanged(INT64 cookie) = 0;
  virtual HRESULT STDMETHODCALLTYPE getState(INT32* value) = 0;
  virtual HRESULT STDMETHODCALLTYPE getName(void** value) = 0;
  virtual HRESULT STDMETHODCALLTYPE getKind(INT32* value) = 0;
};

/** IVectorView<T> of interfaces: https://learn.microsoft.com/uwp/api/windows.foundation.collections.ivectorview-1 */
struct RadioList : IInspectable {
  virtual HRESULT STDMETHODCALLTYPE getAt(UINT32 index, Radio** item) = 0;
  virtual HRESULT STDMETHODCALLTYPE getSize(UINT32* size) = 0;
};

/** Runs the operation that the first method of the statics starts, and puts its result where `result` points. */
HRESULT resultOfFirst(IUnknown* statics, void* result) {
  Reference<AsyncOperation> operation;
  const HRESULT started = static_cast<FirstMethodStatics*>(statics)->start(operation.put());
  if (FAILED(started)) return started;
  if (!operation) return E_POINTER;
  const HRESULT waited = waitFor(operation.get());
  return FAILED(waited) ? waited : operation->getResults(result);
}

Value describe(RadioList* list) {
  UINT32 size = 0;
  const HRESULT sized = list->getSize(&size);
  if (FAILED(sized)) return failed(unsignedOf(sized));
  if (size > kMaxRadios) return failed(kInvalidData);
  Value::List described;
  for (UINT32 at = 0; at < size; at += 1) {
    Reference<Radio> radio;
    const HRESULT got = list->getAt(at, radio.put());
    if (FAILED(got)) return failed(unsignedOf(got));
    if (!radio) return failed(kPointer);
    INT32 kind = 0;
    INT32 state = 0;
    const HRESULT asked = FAILED(radio->getKind(&kind)) ? E_FAIL : radio->getState(&state);
    if (FAILED(asked)) return failed(unsignedOf(asked));
    described.push_back(Value::Members{{L"kind", static_cast<std::uint32_t>(kind)},
                                       {L"state", static_cast<std::uint32_t>(state)}});
  }
  return worked({{L"radios", described}});
}

Value describe(BluetoothAdapter* adapter) {
  boolean lowEnergy = 0;
  boolean centralRole = 0;
  const HRESULT first = adapter->getIsLowEnergySupported(&lowEnergy);
  if (FAILED(first)) return failed(unsignedOf(first));
  const HRESULT second = adapter->getIsCentralRoleSupported(&centralRole);
  if (FAILED(second)) return failed(unsignedOf(second));
  return worked({{L"adapter", Value::Members{{L"lowEnergy", lowEnergy != 0}, {L"centralRole", centralRole != 0}}}});
}

}  // namespace

/** https://learn.microsoft.com/uwp/api/windows.security.credentials.ui.userconsentverifier.checkavailabilityasync */
Value consentVerifier(const Arguments&) {
  return withStatics("Windows.Security.Credentials.UI.UserConsentVerifier", kUserConsentVerifierStatics,
                     [](IUnknown* statics) {
                       INT32 availability = 0;
                       const HRESULT result = resultOfFirst(statics, &availability);
                       if (FAILED(result)) return failed(unsignedOf(result));
                       return worked({{L"availability", static_cast<std::uint32_t>(availability)}});
                     });
}

/** https://learn.microsoft.com/uwp/api/windows.security.credentials.keycredentialmanager.issupportedasync */
Value keyCredential(const Arguments&) {
  return withStatics("Windows.Security.Credentials.KeyCredentialManager", kKeyCredentialManagerStatics,
                     [](IUnknown* statics) {
                       boolean supported = 0;
                       const HRESULT result = resultOfFirst(statics, &supported);
                       if (FAILED(result)) return failed(unsignedOf(result));
                       return worked({{L"supported", supported != 0}});
                     });
}

/**
 * https://learn.microsoft.com/uwp/api/windows.devices.radios.radio.getradiosasync. Not BluetoothFindFirstRadio: a radio that is
 * switched off may be missing there, and where that function is a stub the process dies.
 */
Value radios(const Arguments&) {
  return withStatics("Windows.Devices.Radios.Radio", kRadioStatics, [](IUnknown* statics) {
    Reference<RadioList> list;
    const HRESULT result = resultOfFirst(statics, list.put());
    if (FAILED(result)) return failed(unsignedOf(result));
    return list ? describe(list.get()) : failed(kPointer);
  });
}

/** https://learn.microsoft.com/uwp/api/windows.devices.bluetooth.bluetoothadapter.getdefaultasync: null when there is none. */
Value bluetoothAdapter(const Arguments&) {
  return withStatics("Windows.Devices.Bluetooth.BluetoothAdapter", kBluetoothAdapterStatics, [](IUnknown* statics) {
    Reference<AsyncOperation> operation;
    const HRESULT started = static_cast<BluetoothAdapterStatics*>(statics)->getDefaultAsync(operation.put());
    if (FAILED(started)) return failed(unsignedOf(started));
    if (!operation) return failed(kPointer);
    const HRESULT waited = waitFor(operation.get());
    if (FAILED(waited)) return failed(unsignedOf(waited));
    Reference<BluetoothAdapter> adapter;
    const HRESULT result = operation->getResults(adapter.put());
    if (FAILED(result)) return failed(unsignedOf(result));
    return adapter ? describe(adapter.get()) : worked({{L"adapter", Value()}});
  });
}
