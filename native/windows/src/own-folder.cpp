#include <windows.h>
#include <aclapi.h>
#include <sddl.h>

#include <algorithm>
#include <system_error>

#include "facts.h"
#include "token.h"

// A folder for what the elevated agent leaves for others. Anybody may make folders in ProgramData, so one may be there before us, with
// rights and files in it that its maker chose. https://learn.microsoft.com/windows/win32/secauthz/security-descriptor-string-format

namespace {

/** Owner Administrators; nothing inherited (P); SYSTEM and Administrators everything, also below. */
constexpr wchar_t kPrivate[] = L"O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)";
/** The same, and Users may read. */
constexpr wchar_t kReadable[] = L"O:BAD:P(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)(A;OICI;FRFX;;;BU)";

/** ERROR_REPARSE_POINT_ENCOUNTERED, which mingw-w64 does not name. */
constexpr DWORD kReparsePoint = 4395;

[[noreturn]] void fail(DWORD error, const char* call) {
  throw std::system_error(static_cast<int>(error), std::system_category(), call);
}

class Descriptor {
 public:
  explicit Descriptor(const wchar_t* text) {
    orThrow(ConvertStringSecurityDescriptorToSecurityDescriptorW(text, SDDL_REVISION_1, &descriptor_, nullptr) != FALSE,
            "ConvertStringSecurityDescriptorToSecurityDescriptor");
  }
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { LocalFree(descriptor_); }

  PSECURITY_DESCRIPTOR get() const { return descriptor_; }
  PSID owner() const {
    PSID owner = nullptr;
    BOOL defaulted = FALSE;
    orThrow(GetSecurityDescriptorOwner(descriptor_, &owner, &defaulted) != FALSE, "GetSecurityDescriptorOwner");
    return owner;
  }
  PACL dacl() const {
    PACL dacl = nullptr;
    BOOL present = FALSE;
    BOOL defaulted = FALSE;
    orThrow(GetSecurityDescriptorDacl(descriptor_, &present, &dacl, &defaulted) != FALSE, "GetSecurityDescriptorDacl");
    return dacl;
  }

 private:
  PSECURITY_DESCRIPTOR descriptor_ = nullptr;
};

class Handle {
 public:
  /** Opens what stands there itself, never what it points at. */
  Handle(const std::wstring& path, DWORD access)
      : handle_(CreateFileW(path.c_str(), access, FILE_SHARE_READ | FILE_SHARE_WRITE | FILE_SHARE_DELETE, nullptr,
                            OPEN_EXISTING, FILE_FLAG_BACKUP_SEMANTICS | FILE_FLAG_OPEN_REPARSE_POINT, nullptr)) {
    orThrow(handle_ != INVALID_HANDLE_VALUE, "CreateFile");
  }
  Handle(const Handle&) = delete;
  Handle& operator=(const Handle&) = delete;
  ~Handle() { CloseHandle(handle_); }
  HANDLE get() const { return handle_; }

 private:
  HANDLE handle_;
};

/**
 * Lets this thread open what an owner has closed to Administrators, where the account has these rights.
 * https://learn.microsoft.com/windows/win32/secauthz/privilege-constants
 */
class BackupRights {
 public:
  BackupRights() : impersonating_(ImpersonateSelf(SecurityImpersonation) != FALSE) {
    HANDLE token = nullptr;
    if (!impersonating_ || !OpenThreadToken(GetCurrentThread(), TOKEN_ADJUST_PRIVILEGES | TOKEN_QUERY, TRUE, &token))
      return;
    for (const wchar_t* name : {SE_BACKUP_NAME, SE_RESTORE_NAME, SE_TAKE_OWNERSHIP_NAME}) {
      TOKEN_PRIVILEGES wanted{};
      wanted.PrivilegeCount = 1;
      wanted.Privileges[0].Attributes = SE_PRIVILEGE_ENABLED;
      if (LookupPrivilegeValueW(nullptr, name, &wanted.Privileges[0].Luid))
        AdjustTokenPrivileges(token, FALSE, &wanted, 0, nullptr, nullptr);
    }
    CloseHandle(token);
  }
  BackupRights(const BackupRights&) = delete;
  BackupRights& operator=(const BackupRights&) = delete;
  ~BackupRights() {
    if (impersonating_) RevertToSelf();
  }

 private:
  bool impersonating_;
};

const wchar_t* ownerWord(HANDLE handle) {
  PSID owner = nullptr;
  PSECURITY_DESCRIPTOR descriptor = nullptr;
  const DWORD result = GetSecurityInfo(handle, SE_FILE_OBJECT, OWNER_SECURITY_INFORMATION, &owner, nullptr, nullptr,
                                       nullptr, &descriptor);
  if (result != ERROR_SUCCESS) fail(result, "GetSecurityInfo");
  const wchar_t* word = L"other";
  if (owner != nullptr && IsWellKnownSid(owner, WinLocalSystemSid))
    word = L"system";
  else if (owner != nullptr && IsWellKnownSid(owner, WinBuiltinAdministratorsSid))
    word = L"administrators";
  else if (owner != nullptr && EqualSid(owner, ProcessToken().userSid().data()))
    word = L"self";
  LocalFree(descriptor);
  return word;
}

void refuseOtherThanFolder(HANDLE handle) {
  BY_HANDLE_FILE_INFORMATION info{};
  orThrow(GetFileInformationByHandle(handle, &info) != FALSE, "GetFileInformationByHandle");
  if ((info.dwFileAttributes & FILE_ATTRIBUTE_REPARSE_POINT) != 0) fail(kReparsePoint, "reparse point");
  if ((info.dwFileAttributes & FILE_ATTRIBUTE_DIRECTORY) == 0) fail(ERROR_DIRECTORY, "not a folder");
}

/** Another account's folder is renamed, with whatever lies in it and whoever has it open, so that ours is a new one. */
void setAside(const std::wstring& path, HANDLE handle) {
  const std::wstring aside = path + L".not-ours-" + std::to_wstring(GetTickCount64());
  const std::size_t nameBytes = aside.size() * sizeof(wchar_t);
  std::vector<ULONGLONG> buffer((sizeof(FILE_RENAME_INFO) + nameBytes) / sizeof(ULONGLONG) + 1);
  auto* const info = reinterpret_cast<FILE_RENAME_INFO*>(buffer.data());
  info->FileNameLength = static_cast<DWORD>(nameBytes);
  std::copy(aside.begin(), aside.end(), info->FileName);
  orThrow(SetFileInformationByHandle(handle, FileRenameInfo, info,
                                     static_cast<DWORD>(buffer.size() * sizeof(ULONGLONG))) != FALSE,
          "FileRenameInfo");
}

/** True when the folder is ours now; false when it was another's and was set aside. */
bool takeOver(const std::wstring& path, const Descriptor& descriptor) {
  const Handle folder(path, READ_CONTROL | WRITE_DAC | WRITE_OWNER | DELETE | FILE_READ_ATTRIBUTES);
  refuseOtherThanFolder(folder.get());
  if (std::wstring(ownerWord(folder.get())) == L"other") {
    setAside(path, folder.get());
    return false;
  }
  const DWORD result = SetSecurityInfo(
      folder.get(), SE_FILE_OBJECT,
      OWNER_SECURITY_INFORMATION | DACL_SECURITY_INFORMATION | PROTECTED_DACL_SECURITY_INFORMATION, descriptor.owner(),
      nullptr, descriptor.dacl(), nullptr);
  if (result != ERROR_SUCCESS) fail(result, "SetSecurityInfo");
  return true;
}

void makeOrTakeOver(const std::wstring& path, const Descriptor& descriptor) {
  SECURITY_ATTRIBUTES attributes{sizeof attributes, descriptor.get(), FALSE};
  // Somebody may make it again between our steps; not for ever.
  for (int tries = 0; tries < 3; tries += 1) {
    if (CreateDirectoryW(path.c_str(), &attributes)) return;
    if (GetLastError() != ERROR_ALREADY_EXISTS) fail(GetLastError(), "CreateDirectory");
    if (takeOver(path, descriptor)) return;
  }
  fail(ERROR_ALREADY_EXISTS, "CreateDirectory");
}

void refuseRelative(const std::wstring& path) {
  const bool isLocal = path.size() > 3 && path[1] == L':' && path[2] == L'\\' && path.back() != L'\\' &&
                       path.find(L'\0') == std::wstring::npos;
  if (!isLocal) throw WrongArgument("not an absolute path on a drive");
}

}  // namespace

/**
 * https://learn.microsoft.com/windows/win32/api/fileapi/nf-fileapi-createdirectoryw and
 * https://learn.microsoft.com/windows/win32/api/aclapi/nf-aclapi-setsecurityinfo. The folder above has to be there.
 */
Value makeOwnFolder(const Arguments& arguments) {
  refuseRelative(arguments[0]);
  const bool isPrivate = arguments[1] == L"private";
  if (!isPrivate && arguments[1] != L"readable") throw WrongArgument("makeOwnFolder: neither private nor readable");
  try {
    const BackupRights rights;
    const Descriptor descriptor(isPrivate ? kPrivate : kReadable);
    makeOrTakeOver(arguments[0], descriptor);
    return worked({});
  } catch (const std::system_error& error) {
    return failed(static_cast<std::uint32_t>(error.code().value()));
  }
}

/** https://learn.microsoft.com/windows/win32/api/aclapi/nf-aclapi-getsecurityinfo. Of a link, the link's own owner. */
Value ownerOf(const Arguments& arguments) {
  refuseRelative(arguments[0]);
  try {
    const Handle file(arguments[0], READ_CONTROL);
    return worked({{L"owner", ownerWord(file.get())}});
  } catch (const std::system_error& error) {
    return failed(static_cast<std::uint32_t>(error.code().value()));
  }
}
