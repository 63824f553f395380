using ActiveReach.Requests;
using Contracts.Documents;

namespace ActiveReach.Tests.Requests;

public sealed class KeptAnswerTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);
    private static readonly RepeatableRequest Request = new("caller", "key", "fingerprint");

    private KeptAnswers Answers { get; } = new(new MemoryDocuments());

    [Fact]
    public async Task The_first_runs_the_others_wait_and_later_ones_get_its_answer()
    {
        var claims = await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => Answers.ClaimAsync(Request, Noon)));
        Assert.Single(claims, claim => claim is RequestStanding.First);
        Assert.Equal(9, claims.Count(claim => claim is RequestStanding.Running));

        await Answers.SaveAsync(Request, [1, 2, 3]);

        Assert.Equal([1, 2, 3], Assert.IsType<RequestStanding.Answered>(await Answers.ClaimAsync(Request, Noon.AddHours(23))).Answer);
    }

    [Fact]
    public async Task The_same_key_for_something_else_is_told()
    {
        await Answers.ClaimAsync(Request, Noon);

        Assert.IsType<RequestStanding.Different>(await Answers.ClaimAsync(Request with { Fingerprint = "other" }, Noon));
        Assert.IsType<RequestStanding.First>(await Answers.ClaimAsync(Request with { Scope = "somebody else" }, Noon));
        Assert.IsType<RequestStanding.First>(await Answers.ClaimAsync(Request with { Key = "other" }, Noon));
    }

    [Fact]
    public async Task A_released_claim_and_one_whose_runner_died_can_be_claimed_again()
    {
        await Answers.ClaimAsync(Request, Noon);
        await Answers.ReleaseAsync(Request);
        Assert.IsType<RequestStanding.First>(await Answers.ClaimAsync(Request, Noon));
        Assert.IsType<RequestStanding.First>(await Answers.ClaimAsync(Request, Noon + KeptAnswers.Patience));
    }

    [Fact]
    public async Task Releasing_takes_no_saved_answer_away()
    {
        await Answers.ClaimAsync(Request, Noon);
        await Answers.SaveAsync(Request, [1]);
        await Answers.ReleaseAsync(Request);
        await Answers.SaveAsync(Request, [2]);

        Assert.Equal([1], Assert.IsType<RequestStanding.Answered>(await Answers.ClaimAsync(Request, Noon)).Answer);
    }

    [Fact]
    public async Task An_answer_is_kept_for_a_day()
    {
        await Answers.ClaimAsync(Request, Noon);
        await Answers.SaveAsync(Request, [1]);

        Assert.IsType<RequestStanding.First>(await Answers.ClaimAsync(Request, Noon + KeptAnswers.Retention));
    }

    [Fact]
    public async Task What_is_older_than_a_day_is_removed_and_nothing_else()
    {
        foreach (var n in Enumerable.Range(0, 300))
            await Answers.ClaimAsync(Request with { Key = $"old {n}" }, Noon);
        await Answers.ClaimAsync(Request, Noon.AddSeconds(1));
        await Answers.SaveAsync(Request, [1]);

        await Answers.RemoveExpiredAsync(Noon + KeptAnswers.Retention);

        Assert.IsType<RequestStanding.First>(await Answers.ClaimAsync(Request with { Key = "old 7" }, Noon));
        Assert.IsType<RequestStanding.Answered>(await Answers.ClaimAsync(Request, Noon + KeptAnswers.Retention));
    }

    [Fact]
    public async Task An_answer_too_large_to_keep_lets_its_key_go()
    {
        await Answers.ClaimAsync(Request, Noon);
        await Answers.SaveAsync(Request, new byte[2_000_000]);
        Assert.IsType<RequestStanding.First>(await Answers.ClaimAsync(Request, Noon));

        await Answers.SaveAsync(Request, new byte[1_400_000]);
        Assert.IsType<RequestStanding.Answered>(await Answers.ClaimAsync(Request, Noon));
    }
}
