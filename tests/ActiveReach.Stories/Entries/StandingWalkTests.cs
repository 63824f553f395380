namespace ActiveReach.Stories.Entries;

/// <summary>Other systems and marketers do whatever in whatever order with a campaign that calls fire and one that events do, hours and days pass, and the power is cut. Four walks here; <c>./soak walks</c> takes as many as you like.</summary>
public sealed class StandingWalkTests
{
    private const int Steps = 45;

    private static readonly int First = int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_WALK_SEED"), out var first) ? first : 1;

    public static TheoryData<int> Seeds => [.. Enumerable.Range(First, int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_WALKS"), out var walks) ? walks : 4)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public async Task No_walk_reaches_a_state_that_nobody_asked_for_loses_somebody_or_sends_to_them_twice(int seed)
    {
        await using var walk = await StandingWalk.BeginAsync(seed);
        for (var step = 0; step < Steps; step++)
            await walk.StepAsync();
        await walk.EndAsync();
    }
}
