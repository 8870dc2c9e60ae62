#if defined(__x86_64__) || defined(_M_X64)
#if defined(_MSC_VER)
#include <intrin.h>
#else
#include <cpuid.h>
#endif
#endif

#include <array>

#include "facts.h"

#if defined(__x86_64__) || defined(_M_X64)

namespace {

struct Registers {
  std::uint32_t eax;
  std::uint32_t ebx;
  std::uint32_t ecx;
  std::uint32_t edx;
};

Registers askProcessor(std::uint32_t leaf) {
#if defined(_MSC_VER)
  std::array<int, 4> words{};
  __cpuid(words.data(), static_cast<int>(leaf));
  return {static_cast<std::uint32_t>(words[0]), static_cast<std::uint32_t>(words[1]),
          static_cast<std::uint32_t>(words[2]), static_cast<std::uint32_t>(words[3])};
#else
  Registers answer{};
  __cpuid(leaf, answer.eax, answer.ebx, answer.ecx, answer.edx);
  return answer;
#endif
}

std::wstring asText(const Registers& leaf) {
  std::wstring text;
  for (const std::uint32_t word : {leaf.ebx, leaf.ecx, leaf.edx})
    for (unsigned shift = 0; shift < 32; shift += 8) {
      const auto letter = static_cast<wchar_t>((word >> shift) & 0xff);
      if (letter >= L' ' && letter <= L'~') text.push_back(letter);
    }
  return text;
}

constexpr std::uint32_t kHypervisorPresent = 1u << 31;
constexpr std::uint32_t kVendorLeaf = 0x40000000;
constexpr std::uint32_t kPrivilegesLeaf = 0x40000003;
/** CreatePartitions, the first bit of the upper half of HV_PARTITION_PRIVILEGE_MASK: only the root partition has it. */
constexpr std::uint32_t kCreatePartitions = 1u << 0;

}  // namespace

/**
 * https://learn.microsoft.com/virtualization/hyper-v-on-windows/tlfs/feature-discovery and
 * https://learn.microsoft.com/virtualization/hyper-v-on-windows/tlfs/datatypes/hv_partition_privilege_mask. Windows itself runs below its
 * hypervisor where virtualization-based security is on, so that a hypervisor alone is no virtual machine.
 */
Value hypervisor(const Arguments&) {
  if ((askProcessor(1).ecx & kHypervisorPresent) == 0)
    return worked({{L"present", false}, {L"vendor", Value()}, {L"root", Value()}});
  const Registers vendor = askProcessor(kVendorLeaf);
  const std::wstring name = asText(vendor);
  const bool tells = name == L"Microsoft Hv" && vendor.eax >= kPrivilegesLeaf;
  const Value root = tells ? Value((askProcessor(kPrivilegesLeaf).ebx & kCreatePartitions) != 0) : Value();
  return worked({{L"present", true}, {L"vendor", name}, {L"root", root}});
}

#else

/** Other processors have no such instruction. */
Value hypervisor(const Arguments&) { return Value::Members{{L"missing", L"CPUID"}, {L"error", std::uint32_t{50}}}; }

#endif
