using Functions.Host.Triggers;

namespace Functions.Host.MainRoad;

/// <summary>Keeps batches of a campaign from the workers, so that it can't come to its end before a test has done what it has to do in its midst, however slow
/// that is.</summary>
internal sealed class HeldBatches : IDisposable
{
    private readonly TaskCompletionSource letGo = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Func<string, bool> isHeld;
    private readonly List<Invocations> invocations;

    private HeldBatches(PublishedApp app, Func<string, bool> held)
    {
        isHeld = held;
        invocations = [.. app.Serving.Select(instance => instance.Host.Invocations)];
        invocations.ForEach(each => each.BeforeMessage += HearAsync);
    }

    /// <summary>The first that comes.</summary>
    public static HeldBatches One(PublishedApp app, string campaign)
    {
        string? first = null;
        return new HeldBatches(app, body => body.Contains(campaign, StringComparison.Ordinal) && (Interlocked.CompareExchange(ref first, body, null) ?? body) == body);
    }

    /// <summary>All for whom the winner of the test is chosen.</summary>
    public static HeldBatches OfTheRest(PublishedApp app, string campaign) =>
        new(app, body => body.Contains(campaign, StringComparison.Ordinal) && body.Contains("\"stage\":1,", StringComparison.Ordinal));

    public void LetGo() => letGo.TrySetResult();

    public void Dispose()
    {
        invocations.ForEach(each => each.BeforeMessage -= HearAsync);
        LetGo();
    }

    private Task HearAsync(string queue, string body) => queue == "deliver" && isHeld(body) ? letGo.Task : Task.CompletedTask;
}
