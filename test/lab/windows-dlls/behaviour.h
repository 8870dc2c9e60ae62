// What a stand-in does, from the environment: KEYREADY_TPM, KEYREADY_HELLO and so on, each a word; and the evil ones that all know.
#pragma once

#include <windows.h>

#include <cstdlib>
#include <cstring>
#include <map>
#include <mutex>
#include <string>
#include <vector>

/** The word for `name`, or `otherwise`. Asked at each call, so that a test needs no new build. */
inline std::string wordFor(const char* name, const char* otherwise) {
  char word[256] = {};
  const DWORD length = GetEnvironmentVariableA(name, word, sizeof word);
  return length == 0 || length >= sizeof word ? otherwise : word;
}

/** Ends or holds the process when the word says so. */
inline void misbehave(const std::string& word) {
  if (word == "hang") Sleep(60'000);
  // What a driver's failed assertion does.
  if (word == "abort") std::abort();
  // Written to on purpose, which is the point of it.
  // cppcheck-suppress nullPointer
  if (word == "violate") *reinterpret_cast<volatile int*>(std::strlen("bad") - 3) = 1;
}

/** `error:80070005` gives that number; 0 for any other word. */
inline unsigned long errorIn(const std::string& word) {
  return word.rfind("error:", 0) == 0 ? std::strtoul(word.c_str() + 6, nullptr, 16) : 0;
}

/**
 * What each thread was given; each question of the addon has a thread of its own. Not thread_local, whose end in DLLs made by
 * mingw-w64 nobody promises.
 */
struct Given {
  std::mutex lock;
  std::map<DWORD, std::vector<void*>> pages;
};
inline Given& given() {
  static Given all;
  return all;
}

/** Memory of exactly this size at the end of a page, with one behind it that may not be touched: reading too far ends the process. */
inline void* atPageEnd(std::size_t size) {
  constexpr std::size_t page = 4096;
  const std::size_t pages = (size + page - 1) / page;
  auto* const memory =
      static_cast<char*>(VirtualAlloc(nullptr, (pages + 1) * page, MEM_COMMIT | MEM_RESERVE, PAGE_READWRITE));
  DWORD before = 0;
  VirtualProtect(memory + pages * page, page, PAGE_NOACCESS, &before);
  const std::lock_guard<std::mutex> guard(given().lock);
  given().pages[GetCurrentThreadId()].push_back(memory);
  return memory + pages * page - size;
}

/** What a library's own function to free does. Without that call the memory stays, which the test of repeated calls would see. */
inline void takeBack() {
  const std::lock_guard<std::mutex> guard(given().lock);
  const auto mine = given().pages.find(GetCurrentThreadId());
  if (mine == given().pages.end()) return;
  for (void* memory : mine->second) VirtualFree(memory, 0, MEM_RELEASE);
  given().pages.erase(mine);
}
