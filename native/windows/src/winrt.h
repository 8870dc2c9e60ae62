#pragma once

#include <windows.h>
#include <inspectable.h>
#include <unknwn.h>

#include <functional>

#include "value.h"

/**
 * IAsyncOperation<T> without its type: the same three methods for every T, the last giving a `T*`.
 * https://learn.microsoft.com/uwp/api/windows.foundation.iasyncoperation-1
 */
struct AsyncOperation : IInspectable {
  virtual HRESULT STDMETHODCALLTYPE putCompleted(IUnknown* handler) = 0;
  virtual HRESULT STDMETHODCALLTYPE getCompleted(IUnknown** handler) = 0;
  virtual HRESULT STDMETHODCALLTYPE getResults(void* results) = 0;
};

/** Owns one reference to a COM object. */
template <typename Interface>
class Reference {
 public:
  Reference() = default;
  Reference(const Reference&) = delete;
  Reference& operator=(const Reference&) = delete;
  ~Reference() {
    if (object_ != nullptr) object_->Release();
  }

  explicit operator bool() const { return object_ != nullptr; }
  Interface* operator->() const { return object_; }
  Interface* get() const { return object_; }
  Interface** put() { return &object_; }

 private:
  Interface* object_ = nullptr;
};

/**
 * Hands `use` the statics of a class of the Windows Runtime, in an apartment of this thread. `{ missing: class name }` where no such
 * class is registered, `{ result }` where it cannot be had.
 * https://learn.microsoft.com/windows/win32/api/roapi/nf-roapi-rogetactivationfactory
 */
Value withStatics(const char* className, const GUID& iid, const std::function<Value(IUnknown*)>& use);

/**
 * Waits for an operation, at most two seconds, by asking for its status: nothing has to call back into a thread that may be gone.
 * S_OK, or why it has no result. https://learn.microsoft.com/uwp/api/windows.foundation.iasyncinfo
 */
HRESULT waitFor(AsyncOperation* operation);
