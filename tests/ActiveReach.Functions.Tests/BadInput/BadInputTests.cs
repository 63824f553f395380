using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>Whatever is wrong with a request: the right status, a problem that names the field, and nothing stored.</summary>
public sealed class BadInputTests(Scene scene) : IClassFixture<Scene>
{
    private static readonly Dictionary<string, BadRequest> Cases =
        AccessCases.All.Concat(CampaignCases.All).Concat(AudienceCases.All).Concat(ReachCases.All).Concat(OutletCases.All).Concat(EventCases.All).ToDictionary(bad => bad.Says, StringComparer.Ordinal);

    public static TheoryData<string> Names() => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task A_bad_request_is_refused_by_name_and_stores_nothing(string says)
    {
        var bad = Cases[says];
        var before = await scene.DumpAsync();

        var answer = await scene.App.Admin.SendAsync(bad.Verb, bad.PathIn(scene), bad.Body, bad.ContentType, bad.Headers);

        Assert.True((int)answer.Status == bad.Status, $"{bad.Line} answered {(int)answer.Status}, not {bad.Status}: {answer.Body}");
        Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
        Assert.Equal(bad.Status, answer.Json.GetProperty("status").GetInt32());
        Assert.All(["type", "title", "detail"], member => Assert.NotEmpty(answer.Text(member)));
        if (bad.Field is not null)
            Assert.Contains(bad.Field, answer.ProblemPaths);
        Assert.Equal(before, await scene.DumpAsync());
    }

    [Fact]
    public void There_are_enough_of_them() => Assert.InRange(Cases.Count, 60, 1000);
}
