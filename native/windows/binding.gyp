# The addon with MSVC, by node-gyp, on Windows (scripts/build-native.ts). The same sources as with mingw-w64, without
# any-host-name.cpp: node-gyp brings the hook that finds Node's functions under any program name (win_delay_load_hook).
{
  "targets": [
    {
      "target_name": "keyready-windows",
      "win_delay_load_hook": "true",
      "sources": [
        "src/addon.cpp",
        "src/device-set.cpp",
        "src/devices.cpp",
        "src/event-values.cpp",
        "src/events.cpp",
        "src/fido-devices.cpp",
        "src/file-version.cpp",
        "src/hypervisor.cpp",
        "src/joins.cpp",
        "src/own-folder.cpp",
        "src/phonebooks.cpp",
        "src/registry.cpp",
        "src/run-apart.cpp",
        "src/runtime-facts.cpp",
        "src/sessions.cpp",
        "src/sid-text.cpp",
        "src/system-library.cpp",
        "src/this-process.cpp",
        "src/token.cpp",
        "src/tpm.cpp",
        "src/value-to-js.cpp",
        "src/value.cpp",
        "src/webauthn.cpp",
        "src/winbio.cpp",
        "src/winrt.cpp"
      ],
      "include_dirs": ["../../node_modules/node-addon-api"],
      "defines": ["NAPI_VERSION=8", "NODE_ADDON_API_CPP_EXCEPTIONS", "NOMINMAX", "UNICODE", "_UNICODE", "_WIN32_WINNT=0x0A00"],
      "msvs_settings": {
        "VCCLCompilerTool": {
          "AdditionalOptions": ["/std:c++17", "/utf-8", "/external:anglebrackets", "/external:W0"],
          "ExceptionHandling": 1,
          "WarnAsError": "true",
          "WarningLevel": 4
        }
      },
      "libraries": ["advapi32.lib"]
    }
  ]
}
