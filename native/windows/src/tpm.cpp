#include <windows.h>

#include <algorithm>
#include <array>

#include "facts.h"
#include "system-library.h"

namespace {

using TbsResult = UINT32;

/** https://learn.microsoft.com/windows/win32/api/tbs/ns-tbs-tpm_device_info */
struct TpmDeviceInfo {
  UINT32 structVersion;
  UINT32 tpmVersion;
  UINT32 tpmInterfaceType;
  UINT32 tpmImpRevision;
};
static_assert(sizeof(TpmDeviceInfo) == 16, "TPM_DEVICE_INFO");

/** https://learn.microsoft.com/windows/win32/api/tbs/ns-tbs-tbs_context_params2 */
struct TbsContextParams2 {
  UINT32 version;
  UINT32 flags;
};
static_assert(sizeof(TbsContextParams2) == 8, "TBS_CONTEXT_PARAMS2");

constexpr UINT32 kTpmVersion20 = 2;
/** Third bit of the flags. */
constexpr UINT32 kIncludeTpm20 = 4;
constexpr UINT32 kLocalityZero = 0;
constexpr UINT32 kPriorityNormal = 200;
/** TPM_E_COMMAND_BLOCKED: https://learn.microsoft.com/windows/win32/tbs/tbs-return-codes */
constexpr UINT32 kCommandBlocked = 0x80280400;
/** TPM 2.0 library, part 2: TPM_ST_NO_SESSIONS and TPM_CC_GetCapability. https://trustedcomputinggroup.org/resource/tpm-library-specification/ */
constexpr UINT32 kNoSessions = 0x8001;
constexpr UINT32 kGetCapability = 0x17a;
constexpr std::size_t kHeaderSize = 10;

using Bytes = std::vector<BYTE>;

int hexDigit(wchar_t digit) {
  if (digit >= L'0' && digit <= L'9') return digit - L'0';
  if (digit >= L'a' && digit <= L'f') return digit - L'a' + 10;
  throw WrongArgument("tpmCapability: the command is not lower-case hex");
}

Bytes bytesOf(const std::wstring& hex) {
  if (hex.size() % 2 != 0 || hex.size() > 2 * kMaxText)
    throw WrongArgument("tpmCapability: the command is not lower-case hex of up to 4096 bytes");
  Bytes bytes;
  for (std::size_t at = 0; at < hex.size(); at += 2)
    bytes.push_back(static_cast<BYTE>(hexDigit(hex[at]) << 4 | hexDigit(hex[at + 1])));
  return bytes;
}

UINT32 bigEndian(const Bytes& bytes, std::size_t at, std::size_t size) {
  UINT32 number = 0;
  for (std::size_t next = at; next < at + size; next += 1) number = number << 8 | bytes[next];
  return number;
}

/** Whether the command only asks what the TPM is: TPM2_GetCapability, no session, and as long as it says. */
bool onlyAsks(const Bytes& command) {
  return command.size() >= kHeaderSize && bigEndian(command, 0, 2) == kNoSessions &&
         bigEndian(command, 2, 4) == command.size() && bigEndian(command, 6, 4) == kGetCapability;
}

}  // namespace

/** https://learn.microsoft.com/windows/win32/api/tbs/nf-tbs-tbsi_getdeviceinfo */
Value tpmDevice(const Arguments&) {
  const SystemLibrary tbs("tbs.dll");
  const auto getDeviceInfo = tbs.find<TbsResult(WINAPI*)(UINT32, void*)>("Tbsi_GetDeviceInfo");
  if (!getDeviceInfo) return getDeviceInfo.missing();

  TpmDeviceInfo info{1, 0, 0, 0};
  const TbsResult result = getDeviceInfo(UINT32{sizeof info}, static_cast<void*>(&info));
  if (result != 0) return failed(result);
  return worked({{L"tpmVersion", info.tpmVersion},
                 {L"interfaceType", info.tpmInterfaceType},
                 {L"implementationRevision", info.tpmImpRevision}});
}

/**
 * https://learn.microsoft.com/windows/win32/api/tbs/nf-tbs-tbsi_context_create and
 * https://learn.microsoft.com/windows/win32/api/tbs/nf-tbs-tbsip_submit_command. Nothing but TPM2_GetCapability is let through.
 */
Value tpmCapability(const Arguments& arguments) {
  const Bytes command = bytesOf(arguments[0]);
  if (!onlyAsks(command)) return failed(kCommandBlocked);

  const SystemLibrary tbs("tbs.dll");
  const auto create = tbs.find<TbsResult(WINAPI*)(const TbsContextParams2*, void**)>("Tbsi_Context_Create");
  const auto submit =
      tbs.find<TbsResult(WINAPI*)(void*, UINT32, UINT32, const BYTE*, UINT32, BYTE*, UINT32*)>("Tbsip_Submit_Command");
  const auto close = tbs.find<TbsResult(WINAPI*)(void*)>("Tbsip_Context_Close");
  if (!create) return create.missing();
  if (!submit) return submit.missing();
  if (!close) return close.missing();

  const TbsContextParams2 params{kTpmVersion20, kIncludeTpm20};
  void* context = nullptr;
  const TbsResult created = create(&params, &context);
  if (created != 0) return failed(created);

  std::array<BYTE, 4096> response{};
  UINT32 size = static_cast<UINT32>(response.size());
  const TbsResult result = submit(context, kLocalityZero, kPriorityNormal, command.data(),
                                  static_cast<UINT32>(command.size()), response.data(), &size);
  close(context);
  if (result != 0) return failed(result);
  return worked({{L"response", hexOf(response.data(), std::min<std::size_t>(size, response.size()))}});
}
