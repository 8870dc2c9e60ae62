#include "run-apart.h"

#include <process.h>
#include <windows.h>

#include <memory>
#include <stdexcept>
#include <string>
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

struct Answers;
void settle(Napi::Env env, Napi::Function, Answers* answers, Job* finished);
using AnswerQueue = Napi::TypedThreadSafeFunction<Answers, Job, settle>;

/**
 * The one way back to an environment's JavaScript thread, for all calls. It is never given up: a thread that hangs may use it whenever it
 * comes back, and Node keeps it in memory for that. It keeps the process running only while an answer is awaited.
 */
struct Answers {
  AnswerQueue queue;
  /** Counted on the JavaScript thread only. */
  unsigned awaited = 0;

  void await(Napi::Env env) {
    if (awaited == 0) queue.Ref(env);
    awaited += 1;
  }
  void arrived(Napi::Env env) {
    awaited -= 1;
    if (awaited == 0) queue.Unref(env);
  }
};

/** On the JavaScript thread. `env` is null when the process is ending and nobody waits any more. */
void settle(Napi::Env env, Napi::Function, Answers* answers, Job* finished) {
  const std::unique_ptr<Job> job(finished);
  if (static_cast<napi_env>(env) == nullptr) return;
  const Napi::HandleScope scope(env);
  answers->arrived(env);
  if (job->problem.empty())
    job->promise.Resolve(toJs(env, job->answer));
  else
    job->promise.Reject(Napi::Error::New(env, job->problem).Value());
}

/** A job on its way to a thread. */
struct Errand {
  AnswerQueue queue;
  std::unique_ptr<Job> job;
};

unsigned __stdcall runErrand(void* parameter) {
  const std::unique_ptr<Errand> errand(static_cast<Errand*>(parameter));
  errand->job->run();
  // Refused only when the process is ending.
  if (errand->queue.NonBlockingCall(errand->job.get()) == napi_ok) static_cast<void>(errand->job.release());
  return 0;
}

/**
 * Windows' own threads, not std::thread: mingw-w64 makes that of winpthreads, whose bookkeeping for detached threads does not bear
 * thousands of them. https://learn.microsoft.com/cpp/c-runtime-library/reference/beginthread-beginthreadex
 */
bool startThread(std::unique_ptr<Errand> errand) {
  const auto thread = reinterpret_cast<HANDLE>(_beginthreadex(nullptr, 0, runErrand, errand.get(), 0, nullptr));
  if (thread == nullptr) return false;
  static_cast<void>(errand.release());
  CloseHandle(thread);
  return true;
}

}  // namespace

void prepareRunApart(Napi::Env env) {
  auto* const answers = new Answers();
  answers->queue = AnswerQueue::New(env, "keyready facts", 0, 1, answers);
  answers->queue.Unref(env);
  env.SetInstanceData<Answers>(answers);
}

Napi::Value runApart(Napi::Env env, std::function<Value()> work) {
  Answers& answers = *env.GetInstanceData<Answers>();
  const Napi::Promise::Deferred promise = Napi::Promise::Deferred::New(env);
  auto job = std::make_unique<Job>(Job{promise, std::move(work), {}, {}});
  if (startThread(std::make_unique<Errand>(Errand{answers.queue, std::move(job)})))
    answers.await(env);
  else
    promise.Reject(Napi::Error::New(env, "no thread could be started").Value());
  return promise.Promise();
}

Napi::Value rejected(Napi::Env env, const char* why) {
  const Napi::Promise::Deferred promise = Napi::Promise::Deferred::New(env);
  promise.Reject(Napi::TypeError::New(env, why).Value());
  return promise.Promise();
}
