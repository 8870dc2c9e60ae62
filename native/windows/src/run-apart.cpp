#include "run-apart.h"

#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>

#include "value-to-js.h"

namespace {

struct Job {
  Napi::Promise::Deferred promise;
  std::function<Value()> work;
  Value answer;
  /** Why there is no answer; empty when there is one. */
  std::string problem;

  void run() noexcept {
    try {
      answer = work();
    } catch (const std::exception& error) {
      problem = error.what();
    } catch (...) {
      problem = "unknown C++ exception";
    }
  }
};

/** On the JavaScript thread. `env` is null when the process is ending and nobody waits any more. */
void settle(Napi::Env env, Napi::Function, void*, Job* finished) {
  const std::unique_ptr<Job> job(finished);
  if (static_cast<napi_env>(env) == nullptr) return;
  const Napi::HandleScope scope(env);
  if (job->problem.empty())
    job->promise.Resolve(toJs(env, job->answer));
  else
    job->promise.Reject(Napi::Error::New(env, job->problem).Value());
}

using Answering = Napi::TypedThreadSafeFunction<void, Job, settle>;

}  // namespace

Napi::Value runApart(Napi::Env env, std::function<Value()> work) {
  auto job = std::make_unique<Job>(Job{Napi::Promise::Deferred::New(env), std::move(work), {}, {}});
  const Napi::Value promise = job->promise.Promise();
  Answering answering = Answering::New(env, "keyready fact", 0, 1);
  try {
    std::thread([answering, taken = job.get()]() mutable {
      taken->run();
      // Refused only when the process is ending.
      if (answering.NonBlockingCall(taken) != napi_ok) delete taken;
      answering.Release();
    }).detach();
    static_cast<void>(job.release());
  } catch (const std::system_error& error) {
    answering.Release();
    job->promise.Reject(Napi::Error::New(env, error.what()).Value());
  }
  return promise;
}

Napi::Value rejected(Napi::Env env, const char* why) {
  const Napi::Promise::Deferred promise = Napi::Promise::Deferred::New(env);
  promise.Reject(Napi::TypeError::New(env, why).Value());
  return promise.Promise();
}
