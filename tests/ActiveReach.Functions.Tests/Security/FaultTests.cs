using ActiveReach.Functions.Sight;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Queues;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace ActiveReach.Functions.Tests.Security;

/// <summary>What fails without a request: the log says what and where, and nothing that anybody sent.</summary>
public sealed class FaultTests : IAsyncLifetime
{
    private const string Phone = "+919876500001";
    private RunningApp app = null!;

    public async Task InitializeAsync() => app = await RunningApp.StartAsync(builder => builder.UseEmbedded(embedded => embedded.FunctionTypes.Add(typeof(FailingFunctions))));

    public async Task DisposeAsync() => await app.DisposeAsync();

    [Fact]
    public async Task A_message_that_fails_leaves_no_address_in_the_log()
    {
        await app.Get<IMessageQueue>().SendAsync("failing-work", "any");

        await LoggedAsync(nameof(FailingFunctions.FailMessage));
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains(Phone, StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_activity_that_fails_leaves_no_address_in_the_log_and_in_the_history()
    {
        var client = app.Get<DurableTaskClient>();
        var id = await client.ScheduleNewOrchestrationInstanceAsync(nameof(FailingFunctions.FailStory));
        var ended = await client.WaitForInstanceCompletionAsync(id, getInputsAndOutputs: true).WaitAsync(Eventually.Bound);

        await LoggedAsync(nameof(FailingFunctions.FailActivity));
        Assert.Contains("InvalidTimeZoneException < FormatException", ended.FailureDetails!.ErrorMessage, StringComparison.Ordinal);
        for (var failure = ended.FailureDetails; failure is not null; failure = failure.InnerFailure)
            Assert.DoesNotContain(Phone, failure.ErrorMessage + failure.StackTrace, StringComparison.Ordinal);
        Assert.DoesNotContain(Phone, ended.SerializedOutput ?? "", StringComparison.Ordinal);
        Assert.DoesNotContain(app.Log.Lines, line => line.Contains(Phone, StringComparison.Ordinal));
    }

    private Task<bool> LoggedAsync(string function) => Eventually.SeenAsync(
        $"the failure of {function} is logged with its kind and place",
        () => app.Log.Lines.Any(line => line.Contains(nameof(FaultMiddleware), StringComparison.Ordinal) && line.Contains(function, StringComparison.Ordinal)
            && line.Contains("InvalidTimeZoneException < FormatException", StringComparison.Ordinal) && line.Contains(" at ", StringComparison.Ordinal)),
        logged => logged);

    internal sealed class FailingFunctions
    {
        [Function(nameof(FailMessage))]
        public static Task FailMessage([QueueTrigger("failing-work")] string message) => throw Failure();

        [Function(nameof(FailActivity))]
        public static Task FailActivity([ActivityTrigger] string? input) => throw Failure();

        [Function(nameof(FailStory))]
        public static Task FailStory([OrchestrationTrigger] TaskOrchestrationContext context) => context.CallActivityAsync(nameof(FailActivity));

        private static InvalidTimeZoneException Failure() => new($"{Phone} lives nowhere", new FormatException($"'{Phone}' is no zone"));
    }
}
