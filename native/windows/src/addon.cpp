#include <napi.h>

#include "facts.h"
#include "registry.h"
#include "run-apart.h"
#include "token.h"
#include "value-to-js.h"

namespace {

using Fact = Value (*)(const Arguments&);

struct Entry {
  const char* name;
  Fact fact;
  std::size_t least;
  std::size_t most;
};

/** Every fact by the name JavaScript asks for it, with the number of texts it takes. */
constexpr Entry kFacts[] = {
    {"tpmDevice", tpmDevice, 0, 0},
    {"tpmCapability", tpmCapability, 1, 1},
    {"webauthn", webauthn, 0, 0},
    {"platformCredentials", platformCredentials, 1, 1},
    {"passkeyAuthenticators", passkeyAuthenticators, 0, 0},
    {"biometricUnits", biometricUnits, 0, 0},
    {"enrolledFactors", enrolledFactors, 1, 1},
    {"biometricSettings", biometricSettings, 0, 0},
    {"enhancedSignIn", enhancedSignIn, 0, 0},
    {"consentVerifier", consentVerifier, 0, 0},
    {"keyCredential", keyCredential, 0, 0},
    {"radios", radios, 0, 0},
    {"bluetoothAdapter", bluetoothAdapter, 0, 0},
    {"entraJoin", entraJoin, 0, 0},
    {"domainJoin", domainJoin, 0, 0},
    {"thisProcess", thisProcess, 0, 0},
    {"platformRole", platformRole, 0, 0},
    {"hypervisor", hypervisor, 0, 0},
    {"signedInUsers", signedInUsers, 0, 0},
    {"fileVersion", fileVersion, 1, 1},
    {"presentDevices", presentDevices, 1, 1},
    {"presentInterfaces", presentInterfaces, 1, 1},
    {"fidoDevices", fidoDevices, 0, 0},
    {"events", events, 4, 24},
    {"phonebooks", phonebooks, 0, 0},
    {"makeOwnFolder", makeOwnFolder, 2, 2},
    {"ownerOf", ownerOf, 1, 1},
};

Napi::Value ask(const Napi::CallbackInfo& info) {
  const auto& entry = *static_cast<const Entry*>(info.Data());
  if (info.Length() < entry.least || info.Length() > entry.most)
    return rejected(info.Env(), "this fact takes another number of arguments");
  Arguments arguments;
  for (std::size_t at = 0; at < info.Length(); at += 1) {
    if (!info[at].IsString()) return rejected(info.Env(), "arguments of facts are texts");
    arguments.push_back(textFromJs(info[at]));
  }
  const Fact fact = entry.fact;
  return runApart(info.Env(), [fact, arguments] { return fact(arguments); });
}

/** False when `values` is neither `*` nor a list of texts. */
bool readNames(const Napi::Value& values, bool& all, std::vector<std::wstring>& names) {
  if (values.IsString() && textFromJs(values) == L"*") {
    all = true;
    return true;
  }
  if (!values.IsArray()) return false;
  const auto list = values.As<Napi::Array>();
  for (std::uint32_t at = 0; at < list.Length(); at += 1) {
    const Napi::Value name = list.Get(at);
    if (!name.IsString()) return false;
    names.push_back(textFromJs(name));
  }
  return true;
}

/** Windows nests keys up to 512 deep: https://learn.microsoft.com/windows/win32/sysinfo/registry-element-size-limits */
constexpr double kMaxDepth = 512;

/** False when `asked` is not a question. */
bool readQuestion(const Napi::Object& asked, RegistryQuestion& question) {
  if (!readNames(asked.Get("values"), question.allValues, question.values)) return false;
  const Napi::Value presence = asked.Get("presence");
  if (!presence.IsUndefined() && !readNames(presence, question.allPresence, question.presence)) return false;
  const Napi::Value depth = asked.Get("depth");
  if (!depth.IsUndefined()) {
    if (!depth.IsNumber()) return false;
    const double levels = depth.As<Napi::Number>().DoubleValue();
    if (!(levels >= 0) || levels > kMaxDepth) return false;
    question.depth = static_cast<std::uint32_t>(levels);
  }
  const Napi::Value view = asked.Get("view");
  if (view.IsUndefined()) return true;
  if (!view.IsString()) return false;
  question.view32 = textFromJs(view) == L"32";
  return question.view32 || textFromJs(view) == L"64";
}

Napi::Value askRegistry(const Napi::CallbackInfo& info) {
  RegistryQuestion question;
  const bool isQuestion = info.Length() == 3 && info[0].IsString() && info[1].IsString() && info[2].IsObject() &&
                          readQuestion(info[2].As<Napi::Object>(), question);
  if (!isQuestion) return rejected(info.Env(), "readRegistry takes a root, a path and a question");
  question.root = textFromJs(info[0]);
  question.path = textFromJs(info[1]);
  return runApart(info.Env(), [question] { return readRegistry(question); });
}

/** At once and on this thread: the token of a process can always be asked. */
Napi::Value askElevation(const Napi::CallbackInfo& info) {
  try {
    return Napi::Boolean::New(info.Env(), ProcessToken().isElevated());
  } catch (const std::exception& error) {
    throw Napi::Error::New(info.Env(), error.what());
  }
}

/** Stays loaded: a call that hangs may outlive the environment that asked. */
void stayLoaded() {
  HMODULE self = nullptr;
  GetModuleHandleExW(GET_MODULE_HANDLE_EX_FLAG_PIN | GET_MODULE_HANDLE_EX_FLAG_FROM_ADDRESS,
                     reinterpret_cast<const wchar_t*>(&kFacts), &self);
}

Napi::Object start(Napi::Env env, Napi::Object exports) {
  stayLoaded();
  prepareRunApart(env);
  for (const Entry& entry : kFacts)
    exports.Set(entry.name, Napi::Function::New(env, ask, entry.name, const_cast<Entry*>(&entry)));
  exports.Set("readRegistry", Napi::Function::New(env, askRegistry, "readRegistry"));
  exports.Set("isElevated", Napi::Function::New(env, askElevation, "isElevated"));
  return exports;
}

}  // namespace

NODE_API_MODULE(keyready_windows, start)
