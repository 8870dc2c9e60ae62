#pragma once

#include <stdexcept>
#include <string>
#include <vector>

#include "value.h"

/** Texts a fact is asked with. Their number is checked before (addon.cpp). */
using Arguments = std::vector<std::wstring>;

/** What a fact throws when an argument is not of the form it takes. Ends up as a rejected promise. */
class WrongArgument : public std::invalid_argument {
 public:
  using std::invalid_argument::invalid_argument;
};

// Each runs on a thread of its own and may take its time. What they answer: ../index.d.ts.

// tpm.cpp
Value tpmDevice(const Arguments&);
Value tpmCapability(const Arguments&);
// webauthn.cpp
Value webauthn(const Arguments&);
Value platformCredentials(const Arguments&);
Value passkeyAuthenticators(const Arguments&);
// winbio.cpp
Value biometricUnits(const Arguments&);
Value enrolledFactors(const Arguments&);
Value biometricSettings(const Arguments&);
Value enhancedSignIn(const Arguments&);
// runtime-facts.cpp
Value consentVerifier(const Arguments&);
Value keyCredential(const Arguments&);
Value radios(const Arguments&);
Value bluetoothAdapter(const Arguments&);
// joins.cpp
Value entraJoin(const Arguments&);
Value domainJoin(const Arguments&);
// this-process.cpp
Value thisProcess(const Arguments&);
Value platformRole(const Arguments&);
// hypervisor.cpp
Value hypervisor(const Arguments&);
// sessions.cpp
Value signedInUsers(const Arguments&);
// file-version.cpp
Value fileVersion(const Arguments&);
// devices.cpp
Value presentDevices(const Arguments&);
Value presentInterfaces(const Arguments&);
// fido-devices.cpp
Value fidoDevices(const Arguments&);
// events.cpp
Value events(const Arguments&);
// phonebooks.cpp
Value phonebooks(const Arguments&);
// own-folder.cpp
Value makeOwnFolder(const Arguments&);
Value ownerOf(const Arguments&);
