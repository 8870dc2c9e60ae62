#include "value-to-js.h"

namespace {

// On Windows both are UTF-16.
static_assert(sizeof(wchar_t) == sizeof(char16_t), "wchar_t has to be UTF-16");

Napi::String textToJs(Napi::Env env, const std::wstring& text) {
  return Napi::String::New(env, reinterpret_cast<const char16_t*>(text.data()), text.size());
}

struct Convert {
  Napi::Env env;

  Napi::Value operator()(std::nullptr_t) const { return env.Null(); }
  Napi::Value operator()(bool truth) const { return Napi::Boolean::New(env, truth); }
  Napi::Value operator()(double number) const { return Napi::Number::New(env, number); }
  Napi::Value operator()(const std::wstring& text) const { return textToJs(env, text); }

  Napi::Value operator()(const Value::List& list) const {
    Napi::Array array = Napi::Array::New(env, list.size());
    for (std::uint32_t at = 0; at < list.size(); at += 1) {
      const Napi::HandleScope scope(env);
      array.Set(at, toJs(env, list[at]));
    }
    return array;
  }

  Napi::Value operator()(const Value::Members& members) const {
    Napi::Object object = Napi::Object::New(env);
    for (const Member& member : members) {
      const Napi::HandleScope scope(env);
      // Defined, not set: a registry key may be called `__proto__`.
      object.DefineProperty(Napi::PropertyDescriptor::Value(textToJs(env, member.name), toJs(env, member.value),
                                                            napi_default_jsproperty));
    }
    return object;
  }
};

}  // namespace

Napi::Value toJs(Napi::Env env, const Value& value) { return std::visit(Convert{env}, value.content()); }

std::wstring textFromJs(const Napi::Value& text) {
  const std::u16string units = text.As<Napi::String>().Utf16Value();
  return std::wstring(units.begin(), units.end());
}
