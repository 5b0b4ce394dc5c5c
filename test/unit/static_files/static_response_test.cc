#include "static_files/static_response.h"

#include <gtest/gtest.h>

#include <optional>
#include <string>
#include <thread>
#include <vector>

#include "support/build_output_builder.h"
#include "support/memory_file_system.h"

namespace next_native {
namespace {

constexpr int64_t kNow = 1'800'000'000'000;

// Counts the calls to the file system.
class CountingFiles : public MemoryFileSystem {
 public:
  Result<std::string> ReadFile(const std::string& path) const override {
    ++reads;
    return MemoryFileSystem::ReadFile(path);
  }
  Result<FileInfo> Stat(const std::string& path) const override {
    ++stats;
    return MemoryFileSystem::Stat(path);
  }
  mutable int reads = 0;
  mutable int stats = 0;
};

std::string Letters(size_t size) { return std::string(size, 'a'); }

class StaticResponseTest : public testing::Test {
 protected:
  StaticResponseTest() {
    files_.Add("/app/public/small.txt", Letters(3000), 1000);
    files_.Add("/app/public/large.bin", Letters(20000), 1000);
    files_.Add("/app/public/large.txt", Letters(20000), 1000);
    files_.Add("/app/public/huge.txt", Letters(50000), 1000);
    files_.Add("/app/public/.hidden", "x", 1000);
    files_.Add("/app/.next/static/chunk.js", Letters(3000), 1000);
    limits_.identity_bytes = 10000;
    limits_.encode_bytes = 30000;
    Open();
  }

  void Open() {
    Result<StaticFileIndex> index = StaticFileIndex::Build(files_, BuildOutputBuilder().Build());
    responder_ = std::make_unique<StaticResponder>(
        std::make_shared<const StaticFileIndex>(std::move(*index)), config_, limits_);
    files_.stats = files_.reads = 0;
  }

  StaticAnswer AskOnce(const std::string& path, int64_t now_ms, std::string_view method = "GET",
                       std::string_view encoding = {}, std::string_view range = {},
                       std::string_view vary = {}) {
    RequestFields fields;
    PresetFields preset;
    if (!encoding.empty()) fields[static_cast<size_t>(RequestHeader::kAcceptEncoding)] = encoding;
    if (!range.empty()) fields[static_cast<size_t>(RequestHeader::kRange)] = range;
    if (!vary.empty()) preset[static_cast<size_t>(ResponseHeader::kVary)] = vary;
    return responder_->Answer(*responder_->index().Find(path).file, {method, fields, preset},
                              now_ms);
  }

  // Runs jobs until there is an answer, and counts them in jobs_.
  template <class... More>
  StaticAnswer Ask(const std::string& path, int64_t now_ms, More... more) {
    for (jobs_ = 0; jobs_ < 5; ++jobs_) {
      StaticAnswer answer = AskOnce(path, now_ms, more...);
      auto* job = std::get_if<SharedLoadJob>(&answer);
      if (job == nullptr) return answer;
      (*job)->Run(files_);
    }
    ADD_FAILURE() << "never answered";
    return StaticError{};
  }
  template <class... More>
  SharedReply Reply(const std::string& path, int64_t now_ms, More... more) {
    StaticAnswer answer = Ask(path, now_ms, more...);
    auto* reply = std::get_if<SharedReply>(&answer);
    return reply ? *reply : nullptr;
  }

  CountingFiles files_;
  ServerConfig config_;
  StaticLimits limits_;
  std::unique_ptr<StaticResponder> responder_;
  int jobs_ = 0;
};

TEST_F(StaticResponseTest, SmallFilesAreKeptInMemory) {
  const SharedReply first = Reply("/small.txt", kNow);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(*first->body, Letters(3000));
  EXPECT_EQ(jobs_, 1) << "one job checks and loads";
  EXPECT_EQ(Reply("/small.txt", kNow + 500), first);
  EXPECT_EQ(jobs_, 0);
  const SharedReply encoded = Reply("/small.txt", kNow, "GET", "gzip");
  ASSERT_NE(encoded, nullptr);
  EXPECT_LT(encoded->body->size(), 3000u);
  EXPECT_EQ(Reply("/small.txt", kNow, "GET", "gzip"), encoded);
  EXPECT_EQ(files_.reads, 1) << "encoded from the body in memory";
  EXPECT_GT(responder_->usage().bytes, 3000u);
  EXPECT_EQ(responder_->usage().entries, 1u);
  EXPECT_EQ(responder_->usage().variants, 1u);
  EXPECT_EQ(responder_->usage().capacity, limits_.cache_bytes);
}

// Text for which a higher level of brotli gives a smaller result.
std::string Script() {
  std::string script;
  for (int i = 0; script.size() < 9000; ++i) {
    script += "export const value" + std::to_string(i * 7919 % 1000) + " = compute(" +
              std::to_string(i * i) + ", 'name-" + std::to_string(i % 17) + "');\n";
  }
  return script;
}

class ImprovementTest : public StaticResponseTest {
 protected:
  ImprovementTest() {
    files_.Add("/app/.next/static/script.js", Script(), 1000);
    files_.Add("/app/.next/static/other.js", Script(), 1000);
    files_.Add("/app/public/script.js", Script(), 1000);
    limits_.answers_before_improving = 3;
    Open();
  }

  SharedReply AskTimes(const std::string& path, int times, std::string_view encoding) {
    SharedReply reply;
    for (int i = 0; i < times; ++i) reply = Reply(path, kNow, "GET", encoding);
    return reply;
  }

  static constexpr const char* kScript = "/_next/static/script.js";
  static constexpr const char* kOtherScript = "/_next/static/other.js";
};

TEST_F(ImprovementTest, ShrinksTheBrotliFormOfAPopularFile) {
  const SharedReply first = AskTimes(kScript, 2, "br");
  EXPECT_FALSE(responder_->has_improvements());
  EXPECT_EQ(responder_->TakeImprovement(), nullptr);
  EXPECT_EQ(AskTimes(kScript, 1, "br"), first);
  ASSERT_TRUE(responder_->has_improvements());
  const SharedLoadJob job = responder_->TakeImprovement();
  ASSERT_NE(job, nullptr);
  EXPECT_FALSE(responder_->has_improvements());
  const size_t bytes = responder_->usage().bytes;
  job->Run(files_);

  const SharedReply better = Reply(kScript, kNow, "GET", "br");
  ASSERT_NE(better, nullptr);
  EXPECT_LT(better->body->size(), first->body->size());
  EXPECT_EQ(responder_->usage().bytes, bytes - (first->body->size() - better->body->size()));
  ASSERT_EQ(better->headers.size(), first->headers.size());
  for (size_t i = 0; i < better->headers.size(); ++i) {
    const HeaderField& field = better->headers[i];
    EXPECT_EQ(field.name, first->headers[i].name);
    EXPECT_EQ(field.value, field.name == "Content-Length" ? std::to_string(better->body->size())
                                                          : first->headers[i].value);
  }
  EXPECT_EQ(files_.reads, 1);
  EXPECT_EQ(AskTimes(kScript, 9, "br"), better);
  EXPECT_FALSE(responder_->has_improvements()) << "a file is improved once";
}

TEST_F(ImprovementTest, RunsOneJobAtATime) {
  AskTimes(kScript, 3, "br");
  AskTimes(kOtherScript, 3, "br");
  SharedLoadJob job = responder_->TakeImprovement();
  ASSERT_NE(job, nullptr);
  EXPECT_FALSE(responder_->has_improvements());
  EXPECT_EQ(responder_->TakeImprovement(), nullptr);
  job->Run(files_);
  job.reset();
  EXPECT_TRUE(responder_->has_improvements());
  EXPECT_NE(responder_->TakeImprovement(), nullptr);
}

TEST_F(ImprovementTest, LeavesTheOnlyThreadOfThePoolAlone) {
  config_.worker_threads = 1;
  Open();
  AskTimes(kScript, 9, "br");
  EXPECT_FALSE(responder_->has_improvements());
  EXPECT_EQ(responder_->TakeImprovement(), nullptr);
}

TEST_F(ImprovementTest, IsForImmutableFilesInBrotli) {
  AskTimes(kScript, 9, "gzip");
  AskTimes("/script.js", 9, "br");
  EXPECT_FALSE(responder_->has_improvements());
  limits_.improved_bytes = 5000;
  Open();
  AskTimes(kScript, 9, "br");
  EXPECT_FALSE(responder_->has_improvements()) << "too large";
}

TEST_F(ImprovementTest, HasNoEffectOnAnEvictedFile) {
  limits_.cache_bytes = 20000;
  Open();
  const SharedReply first = AskTimes(kScript, 3, "br");
  const SharedLoadJob job = responder_->TakeImprovement();
  ASSERT_NE(job, nullptr);
  AskTimes("/script.js", 1, "br");
  EXPECT_EQ(responder_->usage().evictions, 1u);
  job->Run(files_);
  EXPECT_EQ(AskTimes(kScript, 1, "br")->body->size(), first->body->size());
}

TEST_F(StaticResponseTest, BodilessAnswersReadNothing) {
  const SharedReply head = Reply("/small.txt", kNow, "HEAD");
  ASSERT_NE(head, nullptr);
  EXPECT_EQ(head->body, nullptr);
  EXPECT_EQ(Reply("/small.txt", kNow, "HEAD"), head);
  const SharedReply part = Reply("/small.txt", kNow, "HEAD", "", "bytes=0-9");
  EXPECT_EQ(part->status, 206);
  EXPECT_EQ(files_.reads, 0);
}

TEST_F(StaticResponseTest, LargeFilesAreStreamed) {
  StaticAnswer answer = Ask("/large.bin", kNow, "GET", "gzip");
  const auto* stream = std::get_if<StaticStream>(&answer);
  ASSERT_NE(stream, nullptr);
  EXPECT_EQ(stream->status, 200);
  EXPECT_EQ(stream->path, "/app/public/large.bin");
  EXPECT_EQ(stream->offset, 0u);
  EXPECT_EQ(stream->length, 20000u);
  answer = Ask("/large.bin", kNow, "GET", "", "bytes=-5");
  stream = std::get_if<StaticStream>(&answer);
  ASSERT_NE(stream, nullptr);
  EXPECT_EQ(stream->status, 206);
  EXPECT_EQ(stream->offset, 19995u);
  EXPECT_EQ(stream->length, 5u);
  EXPECT_EQ(files_.reads, 0);
  // Text is kept in encoded form only, up to a limit of its own.
  ASSERT_NE(Reply("/large.txt", kNow, "GET", "br"), nullptr);
  EXPECT_LT(responder_->usage().bytes, 2000u);
  EXPECT_EQ(Reply("/large.txt", kNow), nullptr);
  EXPECT_EQ(Reply("/huge.txt", kNow, "GET", "br"), nullptr);
}

TEST_F(StaticResponseTest, RangesOfFilesInMemoryAreCutFromThem) {
  StaticAnswer answer = Ask("/small.txt", kNow, "GET", "", "bytes=1-3");
  EXPECT_TRUE(std::holds_alternative<StaticStream>(answer));
  ASSERT_NE(Reply("/small.txt", kNow), nullptr);
  const SharedReply part = Reply("/small.txt", kNow, "GET", "gzip", "bytes=1-3");
  ASSERT_NE(part, nullptr);
  EXPECT_EQ(part->status, 206);
  EXPECT_EQ(*part->body, "aaa");
}

TEST_F(StaticResponseTest, LongRangesOfFilesInMemoryAreStreamed) {
  files_.Add("/app/public/film.bin", Letters(600'000), 1000);
  limits_.identity_bytes = 1'000'000;
  Open();
  ASSERT_NE(Reply("/film.bin", kNow), nullptr);
  EXPECT_NE(Reply("/film.bin", kNow, "GET", "", "bytes=100-200100"), nullptr);
  StaticAnswer answer = Ask("/film.bin", kNow, "GET", "", "bytes=100-500100");
  const auto* stream = std::get_if<StaticStream>(&answer);
  ASSERT_NE(stream, nullptr);
  EXPECT_EQ(stream->offset, 100u);
  EXPECT_EQ(stream->length, 500'001u);
}

TEST_F(StaticResponseTest, ChangesAreSeenAfterASecond) {
  const SharedReply first = Reply("/small.txt", kNow);
  files_.Add("/app/public/small.txt", "changed", 2000);
  EXPECT_EQ(Reply("/small.txt", kNow + 1000), first);
  const SharedReply second = Reply("/small.txt", kNow + 1001);
  ASSERT_NE(second, nullptr);
  EXPECT_EQ(*second->body, "changed");
  EXPECT_NE(second->headers[3].value, first->headers[3].value) << "the entity tag";

  // The file is unchanged: one check, the same reply.
  files_.reads = 0;
  EXPECT_EQ(Reply("/small.txt", kNow + 5000), second);
  EXPECT_EQ(jobs_, 1);
  EXPECT_EQ(files_.reads, 0);

  files_.Remove("/app/public/small.txt");
  StaticAnswer answer = Ask("/small.txt", kNow + 10000);
  ASSERT_TRUE(std::holds_alternative<StaticError>(answer));
  EXPECT_EQ(std::get<StaticError>(answer).status, 400);
  EXPECT_EQ(std::get<StaticError>(answer).headers.size(), 1u);
  answer = Ask("/small.txt", kNow + 10000, "POST");
  EXPECT_EQ(std::get<StaticError>(answer).status, 405);
  files_.Add("/app/public/small.txt", "back", 3000);
  EXPECT_EQ(*Reply("/small.txt", kNow + 20000)->body, "back");
}

TEST_F(StaticResponseTest, BuiltFilesAreNeverChecked) {
  const SharedReply first = Reply("/_next/static/chunk.js", kNow);
  ASSERT_NE(first, nullptr);
  EXPECT_EQ(Reply("/_next/static/chunk.js", kNow + 1'000'000), first);
  EXPECT_EQ(jobs_, 0);
}

TEST_F(StaticResponseTest, AnUnreadableFileIsTriedAgain) {
  Open();
  files_.Fail("/app/.next/static/chunk.js");
  StaticAnswer answer = Ask("/_next/static/chunk.js", kNow);
  ASSERT_TRUE(std::holds_alternative<StaticError>(answer));
  files_.Remove("/app/.next/static/chunk.js");
  files_.Add("/app/.next/static/chunk.js", "new", 9);
  EXPECT_NE(Reply("/_next/static/chunk.js", kNow + 5000), nullptr);
}

TEST_F(StaticResponseTest, ErrorsNeedNoCheck) {
  StaticAnswer answer = AskOnce("/small.txt", kNow, "POST");
  ASSERT_TRUE(std::holds_alternative<StaticError>(answer));
  EXPECT_EQ(std::get<StaticError>(answer).status, 405);
  answer = AskOnce("/.hidden", kNow);
  ASSERT_TRUE(std::holds_alternative<StaticError>(answer));
  EXPECT_EQ(std::get<StaticError>(answer).status, 400);
  answer = Ask("/small.txt", kNow, "GET", "", "bytes=9000-");
  ASSERT_TRUE(std::holds_alternative<StaticError>(answer));
  EXPECT_EQ(std::get<StaticError>(answer).status, 416);
}

TEST_F(StaticResponseTest, RequestsForTheSameShareAJob) {
  const auto first = std::get<SharedLoadJob>(AskOnce("/small.txt", kNow));
  EXPECT_EQ(std::get<SharedLoadJob>(AskOnce("/small.txt", kNow + 10)), first);
  EXPECT_NE(std::get<SharedLoadJob>(AskOnce("/small.txt", kNow, "GET", "gzip")), first);
  first->Run(files_);
  // A job that is done is not handed out again, even if it is still held.
  EXPECT_NE(Reply("/small.txt", kNow), nullptr);
  StaticAnswer later = AskOnce("/small.txt", kNow + 5000);
  ASSERT_TRUE(std::holds_alternative<SharedLoadJob>(later));
  EXPECT_NE(std::get<SharedLoadJob>(later), first);
}

TEST_F(StaticResponseTest, APresetFieldNeedsAReplyOfItsOwn) {
  const SharedReply shared = Reply("/small.txt", kNow);
  const SharedReply own = Reply("/small.txt", kNow, "GET", "", "", "Foo");
  ASSERT_NE(own, nullptr);
  EXPECT_NE(own, shared);
  EXPECT_EQ(own->body, shared->body);
  EXPECT_EQ(own->headers.back().value, "Foo, Accept-Encoding");
}

TEST_F(StaticResponseTest, WithoutMemoryEverythingIsStreamed) {
  limits_.cache_bytes = 100;
  Open();
  StaticAnswer answer = Ask("/small.txt", kNow, "GET", "gzip");
  EXPECT_TRUE(std::holds_alternative<StaticStream>(answer));
}

TEST_F(StaticResponseTest, IsSharedByThreads) {
  std::vector<std::thread> threads;
  for (int thread = 0; thread < 4; ++thread) {
    threads.emplace_back([this, thread] {
      static constexpr std::string_view kCodings[] = {"gzip", "br", "identity"};
      MemoryFileSystem files;
      files.Add("/app/public/small.txt", Letters(3000), 1000);
      files.Add("/app/.next/static/chunk.js", Letters(3000), 1000);
      for (int i = 0; i < 300; ++i) {
        const std::string path = i % 3 == 0 ? "/_next/static/chunk.js" : "/small.txt";
        for (int tries = 0;; ++tries) {
          ASSERT_LT(tries, 20);
          StaticAnswer answer =
              AskOnce(path, kNow + i * 400, "GET", kCodings[static_cast<size_t>(i + thread) % 3]);
          if (auto* job = std::get_if<SharedLoadJob>(&answer)) {
            (*job)->Run(files);
            continue;
          }
          ASSERT_TRUE(std::holds_alternative<SharedReply>(answer));
          break;
        }
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
}

}  // namespace
}  // namespace next_native
