using System.Diagnostics.CodeAnalysis;
using System.Text.Json;
using Contracts.Durable.Harness;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace Contracts.Durable.Orchestrations;

/// <summary>How inputs, results, events and statuses become JSON and come back.</summary>
public class ConversionFacts<THarness> : DurableFacts<THarness>
    where THarness : DurableHarness, new()
{
    [Fact]
    public async Task Payloads_keep_their_names_write_enums_as_numbers_and_include_fields()
    {
        Orchestrator<Parcel>("Echo", context => Task.FromResult<object?>(context.GetInput<Parcel>()));
        var instance = await RunAsync("Echo", new Parcel { Label = "box", Size = ParcelSize.Large, Weight = 7 });
        var json = JsonDocument.Parse(instance.SerializedOutput!).RootElement;
        Assert.Equal("box", json.GetProperty("Label").GetString());
        Assert.Equal(2, json.GetProperty("Size").GetInt32());
        Assert.Equal(7, json.GetProperty("Weight").GetInt32());
    }

    [Fact]
    public async Task A_payload_goes_to_an_activity_and_back_unchanged()
    {
        Activity("Grow", (Parcel parcel) => new Parcel { Label = parcel.Label + "!", Size = ParcelSize.Large, Weight = parcel.Weight + 1 });
        Orchestrator<Parcel>("Grow", async context => await context.CallActivityAsync<Parcel>("Grow", context.GetInput<Parcel>()));
        var grown = await OutputAsync<Parcel>("Grow", new Parcel { Label = "box", Weight = 1 });
        Assert.Equal(("box!", ParcelSize.Large, 2), (grown!.Label, grown.Size, grown.Weight));
    }

    [Fact]
    public async Task Nothing_is_stored_as_nothing_and_not_as_the_word_null()
    {
        Orchestrator("Nothing", _ => Task.FromResult<object?>(null));
        var instance = await RunAsync("Nothing");
        Assert.Null(instance.SerializedInput);
        Assert.Null(instance.SerializedOutput);
    }

    [Fact]
    public async Task An_input_that_was_not_given_reads_as_the_default()
    {
        Orchestrator<string>("Default", context => Task.FromResult<object?>(context.GetInput<string>() ?? "nothing"));
        Assert.Equal("nothing", await OutputAsync<string>("Default"));
    }

    [Fact]
    public async Task An_activity_called_without_input_gets_null()
    {
        Activity("Look", (string? text) => text is null ? "null" : "something");
        Orchestrator("Call", async context => await context.CallActivityAsync<string>("Look"));
        Assert.Equal("null", await OutputAsync<string>("Call"));
    }

    [Fact]
    public async Task A_result_of_another_type_can_be_caught_where_it_is_awaited()
    {
        Activity("Word", (string? _) => "not a number");
        Orchestrator("Read", async context =>
        {
            try
            {
                return await context.CallActivityAsync<int>("Word");
            }
            catch (JsonException)
            {
                return "caught";
            }
        });
        Assert.Equal("caught", await OutputAsync<string>("Read"));
    }

    [Fact]
    public async Task An_input_of_another_type_fails_the_instance()
    {
        Orchestrator<int>("Number", context => Task.FromResult<object?>(context.GetInput<int>()));
        var instance = await RunAsync("Number", "not a number");
        Assert.Equal(OrchestrationRuntimeStatus.Failed, instance.RuntimeStatus);
        Assert.Equal("System.Text.Json.JsonException", instance.FailureDetails?.ErrorType);
    }

    [Fact]
    public async Task An_input_can_be_read_as_any_type_that_fits()
    {
        Needs(Harness.HasFunctionsSemantics, "The plain worker casts the input to the registered type; only Functions converts.");
        Orchestrator<int>("Any", context => Task.FromResult<object?>($"{context.GetInput<int>()} {context.GetInput<long>()} {context.GetInput<double?>()}"));
        Assert.Equal("7 7 7", await OutputAsync<string>("Any", 7));
    }

    [Fact]
    public async Task An_event_carries_a_payload_of_any_shape()
    {
        Orchestrator("Wait", async context => (await context.WaitForExternalEvent<Parcel>("parcel")).Label);
        var id = await StartAsync("Wait");
        await Client.RaiseEventAsync(id, "parcel", new Parcel { Label = "box" });
        Assert.Equal("box", await OutputOfAsync<string>(id));
    }

    [Fact]
    public async Task Text_outside_of_ascii_and_long_text_come_back_unchanged()
    {
        Activity("Echo", (string? text) => text);
        Orchestrator<string>("Echo", async context => await context.CallActivityAsync<string>("Echo", context.GetInput<string>()));
        var text = "Grüße, 你好, 🎉 \"quoted\" \\ \u2028" + new string('x', 200_000);
        Assert.Equal(text, await OutputAsync<string>("Echo", text));
    }

    [Fact]
    public async Task The_custom_status_shows_while_running_and_stays_after_the_end()
    {
        Orchestrator("Status", async context =>
        {
            context.SetCustomStatus(new Parcel { Label = "waiting" });
            await context.WaitForExternalEvent<string>("go");
            context.SetCustomStatus("gone");
            return null;
        });
        var id = await StartWaitingAsync("Status");
        Assert.Equal("waiting", (await ReadAsync(id)).ReadCustomStatusAs<Parcel>()?.Label);
        await Client.RaiseEventAsync(id, "go");
        Assert.Equal("\"gone\"", (await CompletionAsync(id)).SerializedCustomStatus);
    }

    [Fact]
    public async Task Without_being_asked_for_payloads_are_not_read()
    {
        Orchestrator<string>("Echo", context =>
        {
            context.SetCustomStatus("s");
            return Task.FromResult<object?>(context.GetInput<string>());
        });
        var id = (await RunAsync("Echo", "text")).InstanceId;
        var bare = await Client.GetInstanceAsync(id, getInputsAndOutputs: false);
        Assert.Null(bare?.SerializedInput);
        Assert.Null(bare?.SerializedOutput);
        Assert.Null(bare?.SerializedCustomStatus);
        Assert.Throws<InvalidOperationException>(() => bare!.ReadInputAs<string>());
        Assert.Throws<InvalidOperationException>(() => bare!.ReadOutputAs<string>());
        Assert.Throws<InvalidOperationException>(() => bare!.ReadCustomStatusAs<string>());
    }

    public enum ParcelSize
    {
        Small,
        Medium,
        Large,
    }

    public sealed class Parcel
    {
        [SuppressMessage("Design", "CA1051", Justification = "That fields are included is one of the facts.")]
        public int Weight;

        public string Label { get; set; } = "";

        public ParcelSize Size { get; set; }
    }
}
