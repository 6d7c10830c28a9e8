# 01: a queue
unroll_broken(post_runs_at_once IN 01_queue/loop.hpp
  FIND "  queue_.push_back(std::move(job));" REPLACE "  job();"
  SOURCES 01_queue/loop_test.cpp CAUGHT_BY LoopOn/BareQueue.PostNeverRunsTheJobHereAndNow)
unroll_broken(queue_is_a_stack IN 01_queue/loop.hpp
  FIND "  queue_.push_back(std::move(job));" REPLACE "  queue_.push_front(std::move(job));"
  SOURCES 01_queue/loop_test.cpp CAUGHT_BY LoopOn/BareQueue.RunsJobsInTheOrderTheyWerePosted)
unroll_broken(nested_run_is_let_in IN 01_queue/loop.hpp
  FIND "if (running_) throw" REPLACE "if (false) throw"
  SOURCES 01_queue/loop_run_test.cpp CAUGHT_BY LoopRunOn/BareQueue.AJobThatWouldRunItsOwnLoopIsRefused)
unroll_broken(stop_lasts_for_ever IN 01_queue/loop.hpp
  FIND "  stopped_ = false;\n  while" REPLACE "  while"
  SOURCES 01_queue/loop_run_test.cpp CAUGHT_BY LoopRunOn/BareQueue.TheNextRunGoesOnWhereStopEndedTheLast)
unroll_broken(an_error_leaves_the_loop_running IN 01_queue/loop.hpp
  FIND "~Rest() { running = false; }" REPLACE "~Rest() {}"
  SOURCES 01_queue/loop_run_test.cpp CAUGHT_BY LoopRunOn/BareQueue.AfterAnErrorTheNextRunGoesOnBehindIt)
unroll_broken(a_job_never_destroys_its_captures IN 01_queue/job.hpp
  FIND "actions->destroy(space_)" REPLACE "(void)actions"
  SOURCES 01_queue/job_lifetime_test.cpp CAUGHT_BY JobLifetime.CapturesDieWithTheJobCalledOrNot)
unroll_broken(a_drained_loop_is_silent IN 01_queue/loop.hpp
  FIND "if (!stopped_ && first_ != nullptr)" REPLACE "if (false)"
  SOURCES 01_queue/report_test.cpp CAUGHT_BY ReportOn/BareQueue.ARunThatDrainsSaysWhoStillWaits)

# 02: later, and can be called off
unroll_broken(sleep_on_the_loop IN 02_callbacks/timers.hpp
  FIND "loop_.empty() ? next : TimePoint::min()" REPLACE "next"
  SOURCES 02_callbacks/tick_test.cpp CAUGHT_BY Tick.OnlyLooksWhenSomebodyElseIsReady)
unroll_broken(equal_times_lose_their_order IN 02_callbacks/timers.hpp
  FIND "turn > other.turn" REPLACE "turn < other.turn"
  SOURCES 02_callbacks/timers_order_test.cpp CAUGHT_BY *FakeTime.*)
unroll_broken(called_off_timers_pile_up IN 02_callbacks/timers.hpp
  FIND "  if (heap_.size() >= sweep_at_) sweep();" REPLACE ""
  SOURCES 02_callbacks/many_timers_test.cpp allocations.cpp CAUGHT_BY ManyTimers.AMillionArmedAndCalledOffDoNotPileUp)
unroll_broken(called_off_runs_from_the_queue IN 02_callbacks/callback.hpp
  FIND "auto run = [ticket = Ticket(owned)] {\n    const std::shared_ptr<Job> waiting = ticket.lock();"
  REPLACE "auto run = [ticket = owned] {\n    const std::shared_ptr<Job> waiting = ticket;"
  SOURCES 02_callbacks/callback_test.cpp CAUGHT_BY CallbackOn/FakeTime.IsCalledOffEvenWhenAlreadyInTheQueue)
unroll_broken(dropped_with_captures_alive IN 02_callbacks/callback.hpp
  FIND "Job job = std::move(*waiting);" REPLACE "Job& job = *waiting;"
  SOURCES 02_callbacks/callback_test.cpp CAUGHT_BY CallbackOn/FakeTime.CapturesDieWithTheRunThoughTheCallbackIsKept)

# 03: a value that is not there yet
unroll_broken(set_value_runs_who_waits IN 03_futures/future.hpp
  FIND "void wake() { redeem(loop_, std::shared_ptr<Job>(shared_from_this(), &waiter)); }"
  REPLACE "void wake() { auto self = shared_from_this(); Job job = std::move(waiter); job(); }"
  SOURCES 03_futures/promise_test.cpp CAUGHT_BY PromiseOn/FakeTime.SetValueNeverRunsWhoeverWaitsHereAndNow)
unroll_broken(promises_break_in_silence IN 03_futures/future.hpp
  FIND "resolve(std::make_exception_ptr(BrokenPromise()))" REPLACE "(void)0"
  SOURCES 03_futures/promise_test.cpp CAUGHT_BY PromiseOn/FakeTime.DestroyedUnsetItBreaksAndTheFutureSaysSo)
unroll_broken(lost_errors_are_lost IN 03_futures/future.hpp
  FIND "if (!taken_ && result_.failed()) report_lost();" REPLACE ""
  SOURCES 03_futures/lost_errors_test.cpp CAUGHT_BY LostErrorsOn/FakeTime.AnErrorThatNobodyTookIsReportedOnce)
unroll_broken(errors_stop_at_the_first_then IN 03_futures/then.hpp
  FIND "if (result.failed()) return this->resolve(result.error());" REPLACE "if (result.failed()) return;"
  SOURCES 03_futures/then_test.cpp CAUGHT_BY ThenOn/FakeTime.AnErrorPassesByFunctionsThatTakeTheValue)
unroll_broken(all_ends_at_the_first_error IN 03_futures/all.hpp
  FIND "first_error_ = results_[i].error();" REPLACE "return this->resolve(results_[i].error());"
  SOURCES 03_futures/all_test.cpp CAUGHT_BY AllOn/FakeTime.BringsTheErrorThatCameFirstAndOnlyWhenAllHaveEnded)
unroll_broken(losers_live_on IN 03_futures/any.hpp
  FIND "    destroy_losers();\n" REPLACE ""
  SOURCES 03_futures/any_test.cpp CAUGHT_BY AnyOn/FakeTime.ALoserThatIsQueuedAlreadyDoesNotRun)
unroll_broken(destroying_recurses IN 03_futures/cell.hpp
  FIND "inline void dispose(Cell::Slot root) {\n" REPLACE "inline void dispose(Cell::Slot root) {\n  return;\n"
  SOURCES 03_futures/deep_test.cpp allocations.cpp CAUGHT_BY Deep.AChainIsDestroyedBeforeAnythingHasHappened)
unroll_broken(drop_notices_a_leak IN 01_queue/job.hpp
  FIND "actions->destroy(space_)" REPLACE "(void)actions"
  SOURCES 02_callbacks/drop_test.cpp WORLDS 2 CAUGHT_BY DropCallbacksOn/FakeTime.ManyAtDifferentTimes)
unroll_broken(drop_notices_who_runs_on IN 02_callbacks/callback.hpp
  FIND "auto run = [ticket = Ticket(owned)] {\n    const std::shared_ptr<Job> waiting = ticket.lock();"
  REPLACE "auto run = [ticket = owned] {\n    const std::shared_ptr<Job> waiting = ticket;"
  SOURCES 02_callbacks/drop_test.cpp CAUGHT_BY DropCallbacksOn/FakeTime.*)

# 04: a function that suspends
unroll_broken(tasks_are_eager IN 04_coroutines/task.hpp
  FIND "struct Beginning {\n  Frame& frame;\n  bool await_ready() const noexcept { return false; }"
  REPLACE "struct Beginning {\n  Frame& frame;\n  bool await_ready() const noexcept { return true; }"
  SOURCES 04_coroutines/task_test.cpp CAUGHT_BY TaskOn/FakeTime.IsLazyUntilItIsAwaitedOrStarted)
unroll_broken(start_runs_the_task IN 04_coroutines/start.hpp
  FIND "  return Future<T>(std::move(started));" REPLACE "  started->begin();\n  return Future<T>(std::move(started));"
  SOURCES 04_coroutines/start_test.cpp CAUGHT_BY StartOn/FakeTime.NeverRunsTheTaskHereAndNow)
unroll_broken(destroying_frames_recurses IN 04_coroutines/frame.hpp
  FIND "  while (frame->awaited_ != nullptr) frame = frame->awaited_;\n  assert" REPLACE "  assert"
  SOURCES 04_coroutines/deep_test.cpp CAUGHT_BY Deep.AChainThatWaitsAtItsLeafIsDestroyedWithoutOverflow)
unroll_broken(a_stall_is_waited_for_in_vain IN 04_coroutines/sync_wait.hpp
  FIND "loop.unfinished(20)" REPLACE "std::string()"
  SOURCES 04_coroutines/sync_wait_test.cpp CAUGHT_BY SyncWait.ThatStallsSaysWhoWaitsWhere)
unroll_broken(a_frame_forgets_its_line IN 04_coroutines/frame.hpp
  FIND "    at_ = at;\n" REPLACE ""
  SOURCES 04_coroutines/report_test.cpp CAUGHT_BY Report.FollowsATaskFromLineToLine)

# 05: who owns what runs
unroll_broken(siblings_run_on IN 05_scopes/scope.hpp
  FIND "      error_ = result.error();\n      cancel();" REPLACE "      error_ = result.error();"
  SOURCES 05_scopes/scope_test.cpp CAUGHT_BY ScopeOn/FakeTime.TheFirstErrorCancelsTheOthersAndIsThrownByJoin)
unroll_broken(cancel_leaves_the_queue_alone IN 05_scopes/scope.hpp
  FIND "if (child.valid()) take_back(*child.cell());" REPLACE ""
  SOURCES 05_scopes/cancel_test.cpp CAUGHT_BY ScopeCancelOn/FakeTime.StopsWhoStandsInTheQueueAlready)
unroll_broken(cancel_destroys_at_once IN 05_scopes/scope.hpp
  FIND "    loop().post(Job([ticket = weak_from_this()] {" REPLACE "    end();\n    loop().post(Job([ticket = weak_from_this()] {"
  SOURCES 05_scopes/cancel_test.cpp CAUGHT_BY ScopeCancelOn/FakeTime.RunsNothingOfTheUsersHereAndNow)
unroll_broken(the_limit_is_doubled IN 05_scopes/with_timeout.hpp
  FIND "sleep_for(timers, limit, Site(at))" REPLACE "sleep_for(timers, 2 * limit, Site(at))"
  SOURCES 05_scopes/with_timeout_test.cpp CAUGHT_BY TimeoutOn/FakeTime.TooLateIsCancelledAtTheLimitAndGoneBeforeItIsSeen)

# What operations ask of the memory
unroll_broken(one_allocation_more IN 03_futures/then.hpp
  FIND "    const Cell::Slot alive =" REPLACE "    const auto extra = std::make_unique<long>(1);\n    const Cell::Slot alive ="
  SOURCES bench/allocations_test.cpp allocations.cpp CAUGHT_BY Allocations.ThenTakesOneMore)
unroll_broken(a_job_has_less_room IN 01_queue/job.hpp
  FIND "room = 48" REPLACE "room = 40"
  SOURCES bench/allocations_test.cpp allocations.cpp CAUGHT_BY Allocations.AJobWithUpTo48BytesOfCapturesTakesNone)

# Dropping at every step, on the upper rungs
unroll_broken(a_task_is_never_destroyed IN 04_coroutines/frame.hpp
  FIND "    frame->handle_.destroy();" REPLACE ""
  SOURCES 05_scopes/drop_test.cpp CAUGHT_BY *FakeTime.AtEveryStepAllIsFreedAndNothingRuns)
