#include <windows.h>
#include <winevt.h>


#include "event-values.h"
#include "facts.h"
#include "system-library.h"

namespace {

/** Nothing else is read: other channels carry what people do. */
constexpr const wchar_t* kChannels[] = {L"Microsoft-Windows-WebAuthN/Operational", L"System"};
constexpr unsigned long kMaxRows = 1000;
constexpr DWORD kWaitMs = 1000;

struct EventLog {
  SystemLibrary library{"wevtapi.dll"};
  SystemFunction<EVT_HANDLE(WINAPI*)(EVT_HANDLE, const wchar_t*, const wchar_t*, DWORD)> query =
      library.find<EVT_HANDLE(WINAPI*)(EVT_HANDLE, const wchar_t*, const wchar_t*, DWORD)>("EvtQuery");
  SystemFunction<EVT_HANDLE(WINAPI*)(DWORD, const wchar_t**, DWORD)> createContext =
      library.find<EVT_HANDLE(WINAPI*)(DWORD, const wchar_t**, DWORD)>("EvtCreateRenderContext");
  SystemFunction<BOOL(WINAPI*)(EVT_HANDLE, DWORD, EVT_HANDLE*, DWORD, DWORD, DWORD*)> next =
      library.find<BOOL(WINAPI*)(EVT_HANDLE, DWORD, EVT_HANDLE*, DWORD, DWORD, DWORD*)>("EvtNext");
  SystemFunction<BOOL(WINAPI*)(EVT_HANDLE, EVT_HANDLE, DWORD, DWORD, void*, DWORD*, DWORD*)> render =
      library.find<BOOL(WINAPI*)(EVT_HANDLE, EVT_HANDLE, DWORD, DWORD, void*, DWORD*, DWORD*)>("EvtRender");
  SystemFunction<BOOL(WINAPI*)(EVT_HANDLE)> close = library.find<BOOL(WINAPI*)(EVT_HANDLE)>("EvtClose");

  const Value* firstMissing() const {
    if (!query) return &query.missing();
    if (!createContext) return &createContext.missing();
    if (!next) return &next.missing();
    if (!render) return &render.missing();
    return close ? nullptr : &close.missing();
  }
};

class EventHandle {
 public:
  EventHandle(const EventLog& log, EVT_HANDLE handle) : log_(log), handle_(handle) {}
  EventHandle(const EventHandle&) = delete;
  EventHandle& operator=(const EventHandle&) = delete;
  ~EventHandle() {
    if (handle_ != nullptr) log_.close(handle_);
  }
  EVT_HANDLE get() const { return handle_; }

 private:
  const EventLog& log_;
  EVT_HANDLE handle_;
};

std::uint32_t lastError() {
  const DWORD error = GetLastError();
  return error == ERROR_SUCCESS ? ERROR_GEN_FAILURE : error;
}

unsigned long rowsOf(const std::wstring& text) {
  const bool isNumber = !text.empty() && text.size() <= 4 && text.find_first_not_of(L"0123456789") == std::wstring::npos;
  const unsigned long rows = isNumber ? std::stoul(text) : 0;
  if (rows == 0 || rows > kMaxRows) throw WrongArgument("events: the number of rows is not 1 to 1000");
  return rows;
}

void refuseOtherChannels(const std::wstring& channel) {
  for (const wchar_t* allowed : kChannels)
    if (channel == allowed) return;
  throw WrongArgument("events: this channel is not read");
}

/** https://learn.microsoft.com/windows/win32/api/winevt/nf-winevt-evtrender: only the values of the context, in its order. */
Value renderRow(const EventLog& log, EVT_HANDLE context, EVT_HANDLE event, std::size_t count) {
  DWORD used = 0;
  DWORD properties = 0;
  log.render(context, event, DWORD{EvtRenderEventValues}, DWORD{0}, static_cast<void*>(nullptr), &used, &properties);
  // The variants first, then what they point at.
  std::vector<EVT_VARIANT> buffer(used / sizeof(EVT_VARIANT) + 1);
  const DWORD size = static_cast<DWORD>(buffer.size() * sizeof(EVT_VARIANT));
  if (!log.render(context, event, DWORD{EvtRenderEventValues}, size, static_cast<void*>(buffer.data()), &used,
                  &properties))
    return failed(lastError());
  Value::List row;
  for (std::size_t at = 0; at < count; at += 1)
    row.push_back(at < properties && at < buffer.size() ? eventValue(buffer[at]) : Value());
  return row;
}

}  // namespace

/**
 * https://learn.microsoft.com/windows/win32/api/winevt/nf-winevt-evtquery and
 * https://learn.microsoft.com/windows/win32/api/winevt/nf-winevt-evtcreaterendercontext
 */
Value events(const Arguments& arguments) {
  const std::wstring& channel = arguments[0];
  refuseOtherChannels(channel);
  const unsigned long most = rowsOf(arguments[2]);
  std::vector<const wchar_t*> paths;
  for (std::size_t at = 3; at < arguments.size(); at += 1) paths.push_back(arguments[at].c_str());

  const EventLog log;
  if (const Value* missing = log.firstMissing()) return *missing;
  const EventHandle results(log, log.query(static_cast<EVT_HANDLE>(nullptr), channel.c_str(), arguments[1].c_str(),
                                           DWORD{EvtQueryChannelPath | EvtQueryReverseDirection}));
  if (results.get() == nullptr) return failed(lastError());
  const EventHandle context(log, log.createContext(static_cast<DWORD>(paths.size()), paths.data(),
                                                   DWORD{EvtRenderContextValues}));
  if (context.get() == nullptr) return failed(lastError());

  Value::List rows;
  while (rows.size() < most) {
    EVT_HANDLE handle = nullptr;
    DWORD returned = 0;
    if (!log.next(results.get(), DWORD{1}, &handle, kWaitMs, DWORD{0}, &returned)) {
      const std::uint32_t error = lastError();
      if (error == ERROR_NO_MORE_ITEMS) break;
      return failed(error);
    }
    const EventHandle event(log, handle);
    Value row = renderRow(log, context.get(), event.get(), paths.size());
    // A row that could not be rendered is an object with its result; the whole then failed.
    if (std::holds_alternative<Value::Members>(row.content())) return row;
    rows.push_back(std::move(row));
  }
  return worked({{L"rows", rows}});
}
