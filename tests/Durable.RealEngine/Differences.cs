using Contracts.Durable.Failures;
using Contracts.Durable.Held;
using Contracts.Durable.Instances;
using Contracts.Durable.Orchestrations;

namespace Durable.RealEngine;

/// <summary>Fact → why DurableTask.Core in memory does otherwise, or cannot show it.</summary>
internal static class Differences
{
    private const string NoPutOff = "the in-memory store knows no start time: it starts at once";
    private const string NotRecursive = "neither Core nor any of its stores looks at the flag: children are never taken along";
    private const string AlwaysPayloads = "Core's stores answer a query with payloads always";
    private const string KeepsStatus = "Core keeps the custom status of the execution before: whoever continues as new sets it anew";
    private const string OnlyMemory = "the store is this process's memory: nothing of it survives";
    private const string OnlyFunctions = "the worker of Functions adds it to the plain one, which is what runs here";

    public static IReadOnlyDictionary<string, Difference> OfCore { get; } = new Dictionary<string, Difference>(StringComparer.Ordinal)
    {
        [nameof(ClientFacts<>.A_start_can_be_put_off_until_a_time)] = NoPutOff,
        [nameof(TerminationFacts<>.An_instance_that_has_not_started_can_be_terminated)] = NoPutOff,
        [nameof(TerminationFacts<>.Children_go_along_when_it_is_recursive) + "(True, Terminated)"] = NotRecursive,
        [nameof(QueryFacts<>.A_purge_takes_the_children_along_when_it_is_recursive) + "(True)"] = NotRecursive,
        [nameof(QueryFacts<>.A_query_reads_payloads_only_when_asked_to)] = AlwaysPayloads,
        [nameof(ContinueAsNewFacts<>.The_custom_status_starts_empty_again)] = KeepsStatus,

        [nameof(DeterminismFacts<>.Awaiting_something_that_is_not_durable_fails_the_instance)] = OnlyFunctions,
        [nameof(ConversionFacts<>.An_input_can_be_read_as_any_type_that_fits)] = OnlyFunctions,
        [nameof(CrashFacts<>.A_waiting_instance_takes_its_event_after_the_crash)] = OnlyMemory,
        [nameof(CrashFacts<>.A_start_and_an_event_that_were_acknowledged_survive)] = OnlyMemory,
        [nameof(CrashFacts<>.Events_that_were_kept_for_later_are_still_kept)] = OnlyMemory,
        [nameof(CrashFacts<>.A_timer_goes_on_by_its_own_time)] = OnlyMemory,
        [nameof(CrashFacts<>.An_activity_in_flight_is_run_again)] = OnlyMemory,
        [nameof(CrashFacts<>.A_completed_activity_is_not_run_again)] = OnlyMemory,
        [nameof(CrashFacts<>.A_parent_still_gets_its_childs_result)] = OnlyMemory,
        [nameof(CrashFacts<>.Suspended_custom_status_and_finished_instances_are_as_they_were)] = OnlyMemory,
        [nameof(CrashFacts<>.A_start_that_was_put_off_still_happens)] = OnlyMemory,
        [nameof(CrashFacts<>.Many_instances_cut_off_in_the_middle_all_come_to_their_end)] = OnlyMemory,
        [nameof(CrashFacts<>.An_eternal_orchestration_goes_on_where_it_was)] = OnlyMemory,
    };
}
