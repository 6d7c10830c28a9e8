# 01: a queue
unroll_broken(post_runs_at_once IN 01_queue/loop.hpp
  FIND "  queue_.push_back(std::move(job));" REPLACE "  job();"
  SOURCES 01_queue/loop_test.cpp CAUGHT_BY On/LoopOn.PostNeverRunsTheJobHereAndNow/BareQueue)
unroll_broken(queue_is_a_stack IN 01_queue/loop.hpp
  FIND "  queue_.push_back(std::move(job));" REPLACE "  queue_.push_front(std::move(job));"
  SOURCES 01_queue/loop_test.cpp CAUGHT_BY On/LoopOn.RunsJobsInTheOrderTheyWerePosted/BareQueue)
unroll_broken(nested_run_is_let_in IN 01_queue/loop.hpp
  FIND "if (running_) throw" REPLACE "if (false) throw"
  SOURCES 01_queue/loop_run_test.cpp CAUGHT_BY On/LoopRunOn.AJobThatWouldRunItsOwnLoopIsRefused/BareQueue)
unroll_broken(stop_lasts_for_ever IN 01_queue/loop.hpp
  FIND "  stopped_ = false;\n  while" REPLACE "  while"
  SOURCES 01_queue/loop_run_test.cpp CAUGHT_BY On/LoopRunOn.TheNextRunGoesOnWhereStopEndedTheLast/BareQueue)
unroll_broken(an_error_leaves_the_loop_running IN 01_queue/loop.hpp
  FIND "~AtTheEnd() { loop.running_ = false; }" REPLACE "~AtTheEnd() {}"
  SOURCES 01_queue/loop_run_test.cpp CAUGHT_BY On/LoopRunOn.AfterAnErrorTheNextRunGoesOnBehindIt/BareQueue)
unroll_broken(a_job_never_destroys_its_captures IN 01_queue/job.hpp
  FIND "actions->destroy(space_)" REPLACE "(void)actions"
  SOURCES 01_queue/job_lifetime_test.cpp CAUGHT_BY JobLifetime.CapturesDieWithTheJobCalledOrNot)
unroll_broken(a_drained_loop_is_silent IN 01_queue/loop.hpp
  FIND "if (!stopped_ && first_ != nullptr)" REPLACE "if (false)"
  SOURCES 01_queue/report_test.cpp CAUGHT_BY On/ReportOn.ARunThatDrainsSaysWhoStillWaits/BareQueue)

# 02: later, and can be called off
unroll_broken(sleep_on_the_loop IN 02_callbacks/timers.hpp
  FIND "loop_.empty() ? next : TimePoint::min()" REPLACE "next"
  SOURCES 02_callbacks/tick_test.cpp CAUGHT_BY Tick.OnlyLooksWhenSomebodyElseIsReady)
unroll_broken(equal_times_lose_their_order IN 02_callbacks/timers.hpp
  FIND "turn > other.turn" REPLACE "turn < other.turn"
  SOURCES 02_callbacks/timers_order_test.cpp CAUGHT_BY */FakeTime)
unroll_broken(called_off_timers_pile_up IN 02_callbacks/timers.hpp
  FIND "  if (heap_.size() >= sweep_at_) sweep();" REPLACE ""
  SOURCES 02_callbacks/many_timers_test.cpp allocations.cpp CAUGHT_BY ManyTimers.AMillionArmedAndCalledOffDoNotPileUp)
unroll_broken(called_off_runs_from_the_queue IN 02_callbacks/callback.hpp
  FIND "auto run = [ticket = Ticket(owned)] {\n    const std::shared_ptr<Job> waiting = ticket.lock();"
  REPLACE "auto run = [ticket = owned] {\n    const std::shared_ptr<Job> waiting = ticket;"
  SOURCES 02_callbacks/callback_test.cpp CAUGHT_BY On/CallbackOn.IsCalledOffEvenWhenAlreadyInTheQueue/FakeTime)
unroll_broken(dropped_with_captures_alive IN 02_callbacks/callback.hpp
  FIND "Job job = std::move(*waiting);" REPLACE "Job& job = *waiting;"
  SOURCES 02_callbacks/callback_test.cpp CAUGHT_BY On/CallbackOn.CapturesDieWithTheRunThoughTheCallbackIsKept/FakeTime)

# 03: a value that is not there yet
unroll_broken(set_value_runs_who_waits IN 03_futures/future.hpp
  FIND "void wake() { redeem(loop_, std::shared_ptr<Job>(shared_from_this(), &waiter)); }"
  REPLACE "void wake() { auto self = shared_from_this(); Job job = std::move(waiter); job(); }"
  SOURCES 03_futures/promise_test.cpp CAUGHT_BY On/PromiseOn.SetValueNeverRunsWhoeverWaitsHereAndNow/FakeTime)
unroll_broken(promises_break_in_silence IN 03_futures/future.hpp
  FIND "resolve(std::make_exception_ptr(BrokenPromise()))" REPLACE "(void)0"
  SOURCES 03_futures/promise_test.cpp CAUGHT_BY On/PromiseOn.DestroyedUnsetItBreaksAndTheFutureSaysSo/FakeTime)
unroll_broken(lost_errors_are_lost IN 03_futures/future.hpp
  FIND "if (!taken_ && result_.failed()) report_lost(loop_, result_.error(), id_);" REPLACE ""
  SOURCES 03_futures/lost_errors_test.cpp CAUGHT_BY On/LostErrorsOn.AnErrorThatNobodyTookIsReportedOnce/FakeTime)
unroll_broken(later_errors_of_all_are_lost IN 03_futures/all.hpp
  FIND "if (first_error_ != nullptr) return report_lost(this->loop(), error);" REPLACE "if (first_error_ != nullptr) return;"
  SOURCES 03_futures/lost_errors_test.cpp
  CAUGHT_BY On/LostErrorsOn.TheLaterErrorOfAnAllIsReportedForOnlyTheFirstTravels/FakeTime)
unroll_broken(an_all_that_dies_takes_its_error_along IN 03_futures/all.hpp
  FIND "if (first_error_ != nullptr) this->resolve(first_error_);" REPLACE ""
  SOURCES 03_futures/lost_errors_test.cpp
  CAUGHT_BY On/LostErrorsOn.TheErrorThatAnAllHasKeptIsReportedIfItDiesBeforeTheOthersHaveEnded/FakeTime)
unroll_broken(errors_stop_at_the_first_then IN 03_futures/then.hpp
  FIND "if (result.failed()) return this->resolve(result.error());" REPLACE "if (result.failed()) return;"
  SOURCES 03_futures/then_test.cpp CAUGHT_BY On/ThenOn.AnErrorPassesByFunctionsThatTakeTheValue/FakeTime)
unroll_broken(all_ends_at_the_first_error IN 03_futures/all.hpp
  FIND "keep_first(results_[i].error());" REPLACE "return this->resolve(results_[i].error());"
  SOURCES 03_futures/all_test.cpp CAUGHT_BY On/AllOn.BringsTheErrorThatCameFirstAndOnlyWhenAllHaveEnded/FakeTime)
unroll_broken(losers_live_on IN 03_futures/any.hpp
  FIND "    destroy_losers();\n" REPLACE ""
  SOURCES 03_futures/any_test.cpp CAUGHT_BY On/AnyOn.ALoserThatIsQueuedAlreadyDoesNotRun/FakeTime)
unroll_broken(destroying_recurses IN 03_futures/cell.hpp
  FIND "inline void dispose(Cell::Slot root) {\n" REPLACE "inline void dispose(Cell::Slot root) {\n  return;\n"
  SOURCES 03_futures/deep_test.cpp allocations.cpp CAUGHT_BY Deep.AChainIsDestroyedBeforeAnythingHasHappened)
unroll_broken(drop_notices_a_leak IN 01_queue/job.hpp
  FIND "actions->destroy(space_)" REPLACE "(void)actions"
  SOURCES 02_callbacks/drop_test.cpp CAUGHT_BY On/DropCallbacksOn.ManyAtDifferentTimes/FakeTime)
unroll_broken(drop_notices_who_runs_on IN 02_callbacks/callback.hpp
  FIND "auto run = [ticket = Ticket(owned)] {\n    const std::shared_ptr<Job> waiting = ticket.lock();"
  REPLACE "auto run = [ticket = owned] {\n    const std::shared_ptr<Job> waiting = ticket;"
  SOURCES 02_callbacks/drop_test.cpp CAUGHT_BY On/DropCallbacksOn.*/FakeTime)

# 04: a function that suspends
unroll_broken(tasks_are_eager IN 04_coroutines/task.hpp
  FIND "nobody has asked for it yet.\n  bool await_ready() const noexcept { return false; }"
  REPLACE "nobody has asked for it yet.\n  bool await_ready() const noexcept { return true; }"
  SOURCES 04_coroutines/task_test.cpp CAUGHT_BY On/TaskOn.IsLazyUntilItIsAwaitedOrStarted/FakeTime)
unroll_broken(start_runs_the_task IN 04_coroutines/start.hpp
  FIND "  return Future<T>(std::move(started));" REPLACE "  started->begin();\n  return Future<T>(std::move(started));"
  SOURCES 04_coroutines/start_test.cpp CAUGHT_BY On/StartOn.NeverRunsTheTaskHereAndNow/FakeTime)
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
  SOURCES 05_scopes/scope_test.cpp CAUGHT_BY On/ScopeOn.TheFirstErrorCancelsTheOthersAndIsThrownByJoin/FakeTime)
unroll_broken(cancel_leaves_the_queue_alone IN 05_scopes/scope.hpp
  FIND "if (child.valid()) take_back(*child.cell());" REPLACE ""
  SOURCES 05_scopes/cancel_test.cpp CAUGHT_BY On/ScopeCancelOn.StopsWhoStandsInTheQueueAlready/FakeTime)
unroll_broken(later_errors_in_a_scope_are_lost IN 05_scopes/scope.hpp
  FIND "if (child.valid() && child.ready()) report_if_failed(child.take());" REPLACE ""
  SOURCES 05_scopes/scope_test.cpp CAUGHT_BY On/ScopeOn.OfTwoErrorsAtOnceTheFirstCounts/FakeTime)
unroll_broken(cancel_destroys_at_once IN 05_scopes/scope.hpp
  FIND "    loop().post(std::move(end_all)" REPLACE "    end();\n    loop().post(std::move(end_all)"
  SOURCES 05_scopes/cancel_test.cpp CAUGHT_BY On/ScopeCancelOn.RunsNothingOfTheUsersHereAndNow/FakeTime)
unroll_broken(the_limit_is_doubled IN 05_scopes/with_timeout.hpp
  FIND "sleep_for(timers, limit, Site(at))" REPLACE "sleep_for(timers, 2 * limit, Site(at))"
  SOURCES 05_scopes/with_timeout_test.cpp CAUGHT_BY On/TimeoutOn.TooLateIsCancelledAtTheLimitAndGoneBeforeItIsSeen/FakeTime)

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
  SOURCES 05_scopes/drop_test.cpp CAUGHT_BY On/*.AtEveryStepAllIsFreedAndNothingRuns/FakeTime)

# Found by reading the cores for statements that look as if they could be left out
unroll_broken(who_was_called_off_is_waited_for IN 02_callbacks/timers.hpp
  FIND "  while (!heap_.empty() && heap_.front().ticket.expired()) take_first();\n  if (heap_.empty()) return;\n" REPLACE ""
  SOURCES 02_callbacks/timers_time_test.cpp CAUGHT_BY On/TimersTimeOn.WhatIsCalledOffIsNotWaitedFor/FakeTime)
unroll_broken(a_clock_that_fails_loses_timers IN 02_callbacks/timers.hpp
  FIND "    post_tick();  // the clock has failed, and the others still wait\n" REPLACE ""
  SOURCES 02_callbacks/tick_test.cpp CAUGHT_BY TickOfAFailingClock.IsPostedAgainForTheOthersStillWait)
unroll_broken(losers_errors_are_reported IN 03_futures/future.hpp
  FIND "  void give_up() override {\n    taken_ = true;" REPLACE "  void give_up() override {"
  SOURCES 03_futures/lost_errors_test.cpp CAUGHT_BY On/LostErrorsOn.ErrorsOfLosersAreNotReportedForNobodyWantedThem/FakeTime)
unroll_broken(a_chain_dies_by_its_own_function IN 03_futures/then.hpp
  FIND "        this->shared_from_this();  // the function" REPLACE "        nullptr;  // the function"
  SOURCES 03_futures/cancel_test.cpp CAUGHT_BY On/CancelOn.ByTheFunctionThatTheFutureStandsFor/FakeTime)
unroll_broken(a_chain_is_destroyed_from_its_end IN 03_futures/cell.hpp
  FIND "    if (sources.empty()) left.pop_back();  // nothing is below it any more" REPLACE "    left.pop_back();"
  SOURCES 03_futures/cancel_test.cpp CAUGHT_BY On/CancelOn.AChainIsDestroyedFromItsSourceOn/FakeTime)
unroll_broken(a_wide_gather_keeps_a_thing_for_each IN 03_futures/all.hpp
  FIND "Job([this, i] { arrived(i); })" REPLACE "Job([this, i, extra = std::make_shared<int>(0)] { arrived(i); })"
  SOURCES 03_futures/wide_test.cpp allocations.cpp CAUGHT_BY Wide.AllAllocatesItselfAndItsArraysWhateverTheirLength)
unroll_broken(a_ready_future_takes_a_turn IN 04_coroutines/task.hpp
  FIND "return future_.ready();" REPLACE "return false;"
  SOURCES 04_coroutines/await_test.cpp CAUGHT_BY On/AwaitOn.OfAReadyFutureGoesOnAtOnce/FakeTime)
unroll_broken(an_ended_task_is_still_reported IN 04_coroutines/start.hpp
  FIND "    leave();\n" REPLACE ""
  SOURCES 04_coroutines/report_test.cpp CAUGHT_BY Report.IsNotMadeWhenAllHasEnded)
unroll_broken(a_task_may_destroy_itself IN 04_coroutines/frame.hpp
  FIND "  assert(frame->phase_ != Phase::running && \"a task must not destroy itself while it runs\");" REPLACE ""
  SOURCES 04_coroutines/self_destroy_test.cpp CAUGHT_BY SelfDestroyDeathTest.*)
unroll_broken(names_lose_their_templates IN 00_trace/short_name.hpp
  FIND "    angles += (function[end] == '<') - (function[end] == '>');\n" REPLACE ""
  SOURCES 04_coroutines/report_test.cpp CAUGHT_BY Report.NamesFunctionsAsTheirAuthorDoes)
unroll_broken(a_cancelled_task_begins IN 04_coroutines/start.hpp
  FIND "if (!given_up_) task_" REPLACE "task_"
  SOURCES 05_scopes/cancel_test.cpp CAUGHT_BY On/ScopeCancelOn.StopsWhoStandsInTheQueueAlready/FakeTime)
unroll_broken(an_error_does_not_win_a_race IN 05_scopes/race.hpp
  FIND "First::end" REPLACE "First::success"
  SOURCES 05_scopes/race_test.cpp CAUGHT_BY On/RaceOn.TheFirstErrorWinsToo/FakeTime)
unroll_broken(the_error_of_a_race_that_is_gone_is_told IN 03_futures/any.hpp
  FIND "    if (alive.use_count() == 1) return;  // one did: nobody is left to be told\n" REPLACE ""
  SOURCES 05_scopes/race_test.cpp CAUGHT_BY On/RaceOn.ALosersCleanUpMayDropTheRace/FakeTime)
unroll_broken(the_error_of_a_limit_that_is_gone_is_told IN 05_scopes/with_timeout.hpp
  FIND "    if (alive.use_count() == 1) return;  // it did: nobody is left to be told\n" REPLACE ""
  SOURCES 05_scopes/with_timeout_test.cpp CAUGHT_BY On/TimeoutOn.TheTasksCleanUpMayDropTheFuture/FakeTime)
unroll_broken(a_cancelled_scope_takes_more IN 05_scopes/scope.hpp
  FIND "    if (cancelled_) return;\n" REPLACE ""
  SOURCES 05_scopes/cancel_test.cpp CAUGHT_BY On/ScopeCancelOn.LaterChildrenNeverBegin/FakeTime)
unroll_broken(join_waits_for_nobody IN 05_scopes/scope.hpp
  FIND "if (!joined_ || !children_.empty())" REPLACE "if (!joined_)"
  SOURCES 05_scopes/scope_test.cpp CAUGHT_BY On/ScopeOn.JoinWaitsForTheLast/FakeTime)
unroll_broken(a_scope_leaves_its_tasks IN 05_scopes/scope.hpp
  FIND "~Scope() { state_->end(); }" REPLACE "~Scope() = default;"
  SOURCES 05_scopes/nested_test.cpp CAUGHT_BY On/ScopesOn.AJoinThatOutlivesItsScopeEndsWithIt/FakeTime)
unroll_broken(the_late_task_lives_on IN 05_scopes/with_timeout.hpp
  FIND "    task_ = {};\n" REPLACE ""
  SOURCES 05_scopes/with_timeout_test.cpp CAUGHT_BY On/TimeoutOn.TooLateIsGoneAsSoonAsTheErrorIsThere/FakeTime)
unroll_broken(a_result_that_is_there_is_too_late IN 05_scopes/with_timeout.hpp
  FIND "    if (task_.ready()) return in_time();" REPLACE "   "
  SOURCES 05_scopes/with_timeout_test.cpp
  CAUGHT_BY On/TimeoutOn.AValueThatIsReadyWhenTheLimitComesIsBrought/FakeTime)
unroll_broken(the_limit_outlives_the_task IN 05_scopes/with_timeout.hpp
  FIND "    limit_ = {};\n    this->resolve(task_.take());" REPLACE "    this->resolve(task_.take());"
  SOURCES 05_scopes/with_timeout_test.cpp CAUGHT_BY On/TimeoutOn.InTimeLeavesNoTimerBehind/FakeTime)
unroll_broken(a_scope_stops_the_loop_of_chapter_1 IN 05_scopes/scope.hpp
  FIND "    children_.erase(child);\n" REPLACE "    children_.erase(child);\n    loop().stop();\n"
  SOURCES 01_queue/loop_test.cpp 01_queue/loop_run_test.cpp WORLDS with_scope CAUGHT_BY On/Loop*/WithScope)
unroll_broken(drop_notices_a_future_that_lives_on IN 03_futures/then.hpp
  FIND "    source_.wait(Job([this] { run(); }), site, this->id());"
  REPLACE "    source_.wait(Job([this, copy = std::make_shared<F>(function_)] { auto leak = new std::shared_ptr<F>(copy); (void)leak; run(); }), site, this->id());"
  SOURCES 03_futures/drop_test.cpp CAUGHT_BY On/DropFuturesOn.AChain/FakeTime)

# 06: the kernel
unroll_broken(a_part_is_taken_for_all IN 06_io/stream.cpp ON 06_io
  FIND "left = left.subspan(static_cast<std::size_t>(count));" REPLACE "left = {};"
  SOURCES 06_io/stream_write_test.cpp CAUGHT_BY StreamWrite.MegabytesArriveWholeThoughTheKernelTakesThemInParts)
unroll_broken(two_read_at_a_time IN 06_io/stream.cpp ON 06_io
  FIND "    if (flag_) throw" REPLACE "    if (false) throw"
  SOURCES 06_io/stream_write_test.cpp CAUGHT_BY StreamWrite.AWriteBesideAnotherIsRefusedAndTheFirstGoesOn)
unroll_broken(a_hang_up_is_asked_for_again IN 06_io/poller.cpp ON 06_io
  FIND "    ask(asked_ & (~events | useful));" REPLACE "    (void)useful;"
  SOURCES 06_io/poller_quiet_test.cpp CAUGHT_BY QuietPoller.AHangUpThatNobodyWaitsForIsToldOnceAndNoMore)
unroll_broken(writable_is_taken_for_connected IN 06_io/listener.cpp ON 06_io
  FIND "if (::getsockopt(descriptor.fd(), SOL_SOCKET, SO_ERROR, &error, &size) != 0) error = errno;" REPLACE "error = size == 0;"
  SOURCES 06_io/listener_test.cpp CAUGHT_BY ListenerTest.ConnectingIsNotDoneWhenTheSocketIsWritable)
unroll_broken(a_full_listener_asks_at_once IN 06_io/listener.cpp ON 06_io
  FIND "    co_await sleep_for(poller.timers(), pause_when_full);\n" REPLACE ""
  SOURCES 06_io/listener_full_test.cpp CAUGHT_BY ListenerFull.WhoIsInsideIsServedMeanwhile)
foreach(broken a_part_is_taken_for_all two_read_at_a_time a_hang_up_is_asked_for_again writable_is_taken_for_connected a_full_listener_asks_at_once)
  target_sources(broken_${broken} PRIVATE $<TARGET_OBJECTS:unroll_system_calls>)
  target_link_libraries(broken_${broken} PRIVATE unroll_system_calls)
endforeach()

# 07: work elsewhere
unroll_broken(a_guest_that_goes_loses_another IN 07_threads/mailbox.cpp ON 07_threads
  FIND "while (!guests_.empty()) guests_.extract(guests_.begin());" REPLACE "guests_.clear();"
  SOURCES 07_threads/mailbox_test.cpp CAUGHT_BY MailboxEnd.AGuestThatGoesWithItMayBringAnother)
unroll_broken(a_pool_is_drained_by_the_first_to_end IN 07_threads/pool.cpp ON 07_threads
  FIND "if (--running_ != 0) return;" REPLACE "--running_;"
  SOURCES 07_threads/pool_end_test.cpp CAUGHT_BY PoolEnd.IsDrainedWhenTheLastWorkerHasEndedAndNotTheFirst)
unroll_broken(slow_jobs_take_the_last_worker IN 07_threads/pool.cpp ON 07_threads
  FIND "(slow_ + 1 < able_ || able_ == 1)" REPLACE "(slow_ < able_)"
  SOURCES 07_threads/lanes_test.cpp CAUGHT_BY Lanes.ACallHasOne)
unroll_broken(a_pool_starts_a_thread_for_each_job IN 07_threads/pool.cpp ON 07_threads
  FIND "if (idle_ <= queued() && threads_.size() < most_)" REPLACE "if (threads_.size() < most_)"
  SOURCES 07_threads/pool_test.cpp CAUGHT_BY PoolTest.AWorkerThatIsIdleIsGivenTheNextJob)
unroll_broken(slow_jobs_are_not_abandoned IN 07_threads/pool.cpp ON 07_threads
  FIND "      lanes_[Lane::slow].clear();\n" REPLACE "      unrun.clear();\n"
  SOURCES 07_threads/pool_end_test.cpp CAUGHT_BY PoolEnd.AbandonDropsWhatIsQueued)
unroll_broken(what_a_call_captured_outlives_its_answer IN 07_threads/call_on.hpp ON 07_threads
  FIND "    function_.reset();  // what it captured dies before anybody at home goes on\n" REPLACE ""
  SOURCES 07_threads/call_on_test.cpp CAUGHT_BY CallOnTest.CapturesDieBeforeTheResultIsSent)
unroll_broken(an_answer_that_has_come_closes_a_circle IN 07_threads/letter.hpp ON 07_threads
  FIND "    pool = nullptr;\n" REPLACE ""
  SOURCES 07_threads/circle_test.cpp CAUGHT_BY CircleTest.WhatHasArrivedIsWaitedForNoMore)
unroll_broken(calls_on_other_pools_close_a_circle IN 07_threads/circle.hpp ON 07_threads
  FIND "if (call == nullptr || call->pool != pool) return false;" REPLACE "if (call == nullptr) return false;"
  SOURCES 07_threads/circle_test.cpp CAUGHT_BY CircleTest.NobodyIsRefusedWhoNeedsAnotherPoolThatIsSlow)
unroll_broken(a_permit_is_lost_with_who_went_away IN 07_threads/semaphore.hpp ON 07_threads
  FIND "      if (first != nullptr) return first->resolve(Permit(*this));"
  REPLACE "      return first != nullptr ? first->resolve(Permit(*this)) : void();"
  SOURCES 07_threads/semaphore_test.cpp allocations.cpp CAUGHT_BY SemaphoreTest.WhoGoesAwayWhileHeWaitsIsPassedOver)
unroll_broken(the_end_of_a_channel_is_told_to_one IN 07_threads/channel.hpp ON 07_threads
  FIND "if (queue_.empty()) co_return std::nullopt;" REPLACE "if (queue_.empty()) next.consume();\n    if (queue_.empty()) co_return std::nullopt;"
  SOURCES 07_threads/channel_test.cpp CAUGHT_BY ChannelTest.AllWhoWaitAreToldOfTheEnd)
unroll_broken(who_waits_to_send_is_not_told_of_the_end IN 07_threads/channel.hpp ON 07_threads
  FIND "    room_.release();    // and one that tells the senders who wait\n" REPLACE ""
  SOURCES 07_threads/channel_test.cpp CAUGHT_BY ChannelTest.ClosedItRefusesWhoSendsAlsoWhoWaitedToSend)
unroll_broken(the_first_to_end_is_the_first_given IN 07_threads/as_completed.hpp ON 07_threads
  FIND "order_.push_back(i);" REPLACE "order_.push_back(order_.size());"
  SOURCES 07_threads/as_completed_test.cpp CAUGHT_BY AsCompletedTest.BringsThemInTheOrderInWhichTheyEnd)
unroll_broken(a_dead_process_is_given_a_job IN 07_threads/process_pool.cpp ON 07_threads
  FIND "if (is_silent(*worker)) return worker;" REPLACE "return worker;"
  SOURCES 07_threads/process_pool_test.cpp CAUGHT_BY ProcessPoolTest.OneThatDiedWhileItWasIdleFailsNobody)
target_compile_definitions(broken_a_dead_process_is_given_a_job PRIVATE TEST_WORKER="$<TARGET_FILE:07_threads_test_worker>")
add_dependencies(broken_a_dead_process_is_given_a_job 07_threads_test_worker)

# 08: the loop watches itself
unroll_broken(a_bucket_takes_its_neighbours IN 08_monitor/histogram.hpp ON 08_monitor
  FIND "std::bit_width(static_cast<std::uint64_t>(took))" REPLACE "std::bit_width(static_cast<std::uint64_t>(took + 1))"
  SOURCES 08_monitor/histogram_test.cpp CAUGHT_BY Histogram.PutsEachTimeWhereItBelongs)
unroll_broken(who_goes_takes_the_chain_with_him IN 08_monitor/known.cpp ON 08_monitor
  FIND "std::exchange(*link, known->next)" REPLACE "std::exchange(*link, nobody)"
  SOURCES 08_monitor/histogram_test.cpp CAUGHT_BY KnownTable.FindsWhatTheMapOfTheLibraryFinds)
unroll_broken(the_longest_is_forgotten IN 08_monitor/histogram.hpp ON 08_monitor
  FIND "return std::min(end(bucket), longest_);" REPLACE "return end(bucket);"
  SOURCES 08_monitor/histogram_test.cpp CAUGHT_BY Histogram.SaysHowLongMostTook)

unroll_broken(a_debt_is_never_paid IN 08_monitor/monitor.cpp ON 08_monitor
  FIND "  debt_ -= std::min(debt_, slept);\n" REPLACE ""
  SOURCES 08_monitor/slow_test.cpp CAUGHT_BY Lag.WhatIsRestedAsLongIsNoLag)
unroll_broken(what_the_loop_sleeps_is_the_callbacks IN 08_monitor/steps.cpp ON 08_monitor
  FIND "now_ - ended.since - ended.waited" REPLACE "now_ - ended.since"
  SOURCES 08_monitor/stretch_test.cpp CAUGHT_BY Stretch.WhatALoopSleepsIsNotTheJobsThoughNobodyKnowsWhatItIs)
unroll_broken(a_monitor_is_silent_about_a_stall IN 08_monitor/judge.cpp ON 08_monitor
  FIND "  report(Report::Kind::stalled" REPLACE "  if (tasks.empty()) report(Report::Kind::stalled"
  SOURCES 08_monitor/lost_test.cpp CAUGHT_BY Lost.AWakeUpThatNeverComesIsReportedWithWhoShouldHaveSeenToIt)
unroll_broken(one_turn_for_nothing_is_forgotten IN 08_monitor/judge.cpp ON 08_monitor
  FIND "idle_in_a_row_ = idle ? idle_in_a_row_ + 1 : 0;" REPLACE "idle_in_a_row_ += idle ? 1 : 0;"
  SOURCES 08_monitor/stretch_test.cpp CAUGHT_BY InARow.TurnsForNothingAreCountedAnewBehindOneThatWasForSomething)

# 09: a loop on a thread of its own
unroll_broken(stop_resolves_before_all_is_written IN 09_writer/writer.cpp ON 09_writer
  FIND "    if (ended_) askers_" REPLACE "    if (asked_) askers_"
  SOURCES 09_writer/writer_end_test.cpp CAUGHT_BY WriterEnd.WhenStopHasEndedAllIsInTheFileThousandTimesOfThousand)
unroll_broken(late_writes_are_taken IN 09_writer/writer.cpp ON 09_writer
  FIND "if (asked_ || !door_" REPLACE "if (!door_"
  SOURCES 09_writer/writer_late_test.cpp CAUGHT_BY WriterEnd.LateWritesFailAtOnceWhileAnEarlierOneIsUnderWay)
unroll_broken(an_error_of_opening_is_told_to_nobody IN 09_writer/writer.cpp ON 09_writer
  FIND "    opened.send(result_of<void>([&] { desk.file = OutFile(path); }));"
  REPLACE "    (void)result_of<void>([&] { desk.file = OutFile(path); }); opened.send(Nothing{});"
  SOURCES 09_writer/writer_test.cpp CAUGHT_BY WriterTest.AnErrorOfOpeningReachesWhoeverOpens)
unroll_broken(a_write_that_is_given_up_is_written IN 09_writer/writer.cpp ON 09_writer
  FIND "    if (!answer.wanted()) return;\n" REPLACE ""
  SOURCES 09_writer/writer_end_test.cpp CAUGHT_BY WriterEnd.AWriteThatIsGivenUpBeforeItsTurnIsNotWritten)
unroll_broken(an_error_that_nobody_heard_is_lost IN 09_writer/writer.cpp ON 09_writer
  FIND "*kept = error.error();" REPLACE "(void)error;"
  SOURCES 09_writer/writer_end_test.cpp CAUGHT_BY WriterEnd.AnErrorThatNobodyHeardIsTold)
unroll_broken(an_error_on_its_way_home_is_lost IN 09_writer/writer.cpp ON 09_writer
  FIND "    if (!result.failed()) return" REPLACE "    if (!result.failed() || answer.wanted()) return"
  SOURCES 09_writer/writer_late_test.cpp CAUGHT_BY WriterEnd.AnErrorWhoseWriteIsGivenUpWhileItIsOnItsWayHomeComesWithStop)
unroll_broken(a_body_that_throws_leaves_the_writer IN 09_writer/with_writer.hpp ON 09_writer
  FIND "    co_return std::current_exception();" REPLACE "    throw;"
  SOURCES 09_writer/with_writer_test.cpp CAUGHT_BY WithWriter.AnErrorOfTheBodyIsSeenWhenTheFileIsClosed)
unroll_broken(half_lines_are_merged IN 09_writer/growing_file.cpp ON 09_writer
  FIND "  std::string lines = kept_.substr(0, begin);" REPLACE "  begin = kept_.size();\n  std::string lines = kept_;"
  SOURCES 09_writer/growing_file_test.cpp CAUGHT_BY GrowingFileTest.BringsWholeLinesOnly)
unroll_broken(a_change_behind_the_read_is_lost IN 09_writer/tail.cpp ON 09_writer
  FIND "    const bool more = co_await pass_on(file, to);
    if (!more && !file->at_end()) co_await watch" REPLACE "    const bool more = co_await pass_on(file, to);
    watch.look_away();
    if (!more && !file->at_end()) co_await watch"
  SOURCES 09_writer/tail_test.cpp CAUGHT_BY TailTest.AChangeBehindTheReadAndBeforeTheWaitIsSeen)
unroll_broken(a_writer_that_was_stopped_stays_at_home IN 09_writer/writer.cpp ON 09_writer
  FIND "    mailbox().let_go(*this);\n" REPLACE ""
  SOURCES 09_writer/writer_end_test.cpp CAUGHT_BY WriterEnd.StoppedItIsForgottenAtHome)
unroll_broken(stop_resolves_before_the_thread_has_ended IN 09_writer/writer.cpp ON 09_writer
  FIND "    thread_.join();  // its last act was to send this: it only has to return\n" REPLACE ""
  SOURCES 09_writer/writer_thread_test.cpp CAUGHT_BY WriterThread.HasEndedWhenStopHas)
target_link_options(broken_stop_resolves_before_the_thread_has_ended PRIVATE -Wl,--wrap=_ZNSt6thread4joinEv)
