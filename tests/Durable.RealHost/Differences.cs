using Contracts.Durable.Failures;
using Contracts.Durable.Held;
using Contracts.Durable.Instances;
using Contracts.Durable.Orchestrations;

namespace Durable.RealHost;

/// <summary>Fact → why the Durable extension on Azure Storage does otherwise, or cannot show it.</summary>
internal static class Differences
{
    private const string Early = "Azure Storage hides a message for whole seconds, so timers, waits of retries and put-off starts come up to a second early";
    private const string NoDetails = "Azure Storage keeps no failure details with the instance: only its output tells";
    private const string UnknownOrchestrator = "the extension words it in its own way, without a type";
    private const string Refuses = "the extension refuses what the state of the instance does not allow";
    private const string KeepsStatus = "the custom status of the execution before is still read a second later: whoever continues as new sets it anew";
    private const string NotRecursive = "neither Core nor any of its stores looks at the flag: children are never taken along";
    private const string AlwaysPayloads = "Core's stores answer a query with payloads always";
    private const string LostTermination = "Azure Storage loses the termination of a start that is put off";
    private const string Reordered = "a crash on Azure Storage loses no event, but changes their order";
    private const string NotDead = "the host lives in the process of the tests: the activity goes on, and keeps its message";
    private const string Overtaken = "an event that overtakes its start is put aside by Azure Storage, for a minute or more";
    private const string OnlyFunctions = "the worker of Functions adds it to the plain one, which is what runs here";

    public static IReadOnlyDictionary<string, Difference> OfHost { get; } = new Dictionary<string, Difference>(StringComparer.Ordinal)
    {
        [nameof(TimerFacts<>.A_timer_longer_than_the_longest_is_made_of_pieces_and_each_takes_a_task_id)] = Early,
        [nameof(DeterminismFacts<>.Time_moves_on_with_what_is_awaited)] = Early,
        [nameof(ContinueAsNewFacts<>.An_open_timer_holds_up_the_next_execution)] = Early,
        [nameof(ClientFacts<>.A_start_can_be_put_off_until_a_time)] = Early,
        [nameof(RetryPolicyFacts<>.The_waits_between_attempts_grow_up_to_their_limit)] = Early,
        [nameof(RetryPolicyFacts<>.Waits_are_equal_when_no_coefficient_is_given)] = Early,
        [nameof(RetryPolicyFacts<>.The_time_out_is_looked_at_right_after_a_failure)] = Early,
        [nameof(RetryHandlerFacts<>.A_handler_may_wait_on_durable_timers)] = Early,

        [nameof(FailureFacts<>.A_failure_that_nobody_catches_fails_the_instance_as_a_task_failure_with_the_cause_inside)] = NoDetails,
        [nameof(FailureFacts<>.An_instance_that_throws_with_an_activity_in_flight_fails_when_that_has_ended)] = NoDetails,
        [nameof(ConversionFacts<>.An_input_of_another_type_fails_the_instance)] = NoDetails,
        [nameof(ContinueAsNewFacts<>.Throwing_after_it_fails_the_instance)] = NoDetails,
        [nameof(DeterminismFacts<>.Calling_another_activity_than_the_first_time_fails_the_instance)] = NoDetails,
        [nameof(DeterminismFacts<>.Making_a_timer_where_an_activity_was_called_fails_the_instance)] = NoDetails,
        [nameof(DeterminismFacts<>.Leaving_out_a_call_that_was_made_fails_the_instance)] = NoDetails,
        [nameof(FailureFacts<>.An_unknown_orchestrator_fails_its_instance)] = NoDetails,
        [nameof(FailureFacts<>.An_unhandled_exception_fails_the_instance_with_its_type_and_message_as_plain_text)] = NoDetails,
        [nameof(SubOrchestrationFacts<>.An_unknown_sub_orchestrator_fails_where_it_is_awaited)] = UnknownOrchestrator,
        [nameof(RetryPolicyFacts<>.An_orchestrator_that_does_not_exist_is_not_tried_again)] = UnknownOrchestrator,
        [nameof(RetryHandlerFacts<>.A_handler_is_not_asked_when_a_retry_makes_no_sense)] = UnknownOrchestrator,

        [nameof(ClientFacts<>.What_is_sent_to_a_finished_instance_does_nothing_and_does_not_throw)] = Refuses,
        [nameof(ClientFacts<>.What_is_sent_to_an_unknown_instance_does_nothing_and_does_not_throw)] = Refuses,
        [nameof(TerminationFacts<>.Events_to_a_terminated_instance_are_ignored)] = Refuses,
        [nameof(SuspensionFacts<>.Resuming_what_runs_changes_nothing)] = Refuses,
        [nameof(TerminationFacts<>.An_instance_that_has_not_started_can_be_terminated)] = LostTermination,
        [nameof(TerminationFacts<>.Children_go_along_when_it_is_recursive) + "(True, Terminated)"] = NotRecursive,
        [nameof(QueryFacts<>.A_purge_takes_the_children_along_when_it_is_recursive) + "(True)"] = NotRecursive,
        [nameof(QueryFacts<>.A_query_reads_payloads_only_when_asked_to)] = AlwaysPayloads,
        [nameof(ContinueAsNewFacts<>.The_custom_status_starts_empty_again)] = KeepsStatus,
        [nameof(EventFacts<>.An_event_raised_right_after_the_start_is_not_lost)] = new Difference(Overtaken, IsSteady: false),
        [nameof(CrashFacts<>.An_eternal_orchestration_goes_on_where_it_was)] = Reordered,
        [nameof(CrashFacts<>.An_activity_in_flight_is_run_again)] = NotDead,
        [nameof(DeterminismFacts<>.Awaiting_something_that_is_not_durable_fails_the_instance)] = OnlyFunctions,
        [nameof(ConversionFacts<>.An_input_can_be_read_as_any_type_that_fits)] = OnlyFunctions,
    };
}
