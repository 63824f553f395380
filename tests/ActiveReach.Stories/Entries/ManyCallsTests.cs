using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;

namespace ActiveReach.Stories.Entries;

/// <summary>Another system fires a campaign ten thousand times, and repeats what it is not sure of: in a row, at once, alone and by the hundred. A sample of the calls here; <c>./soak calls</c> makes all of them.</summary>
public sealed class ManyCallsTests
{
    private const int People = 500;
    private const int Batch = 100;
    private const int Callers = 8;

    private static readonly int Calls = int.TryParse(Environment.GetEnvironmentVariable("ACTIVEREACH_CALLS"), out var calls) ? calls : 2_000;

    [Fact]
    public async Task Whatever_is_accepted_is_sent_once_however_often_the_call_is_made()
    {
        await using var story = await StoryHost.StartAsync();
        await story.Api.ImportAsync(Campaigning.ContactsCsv(People));
        var campaign = await story.StandAsync(Standing.Api());

        var answers = new ConcurrentBag<(Call Call, string Id, int Accepted)>();
        await Parallel.ForEachAsync(Enumerable.Range(0, Calls).Select(Call.Of), new ParallelOptions { MaxDegreeOfParallelism = Callers }, async (call, _) =>
        {
            foreach (var atOnce in call.Times)
            {
                foreach (var (id, accepted) in await Task.WhenAll(Enumerable.Range(0, atOnce).Select(_ => FireAsync(story, campaign, call))))
                    answers.Add((call, id, accepted));
            }
        });

        Assert.All(answers.Where(answer => answer.Call.HasKey).GroupBy(answer => answer.Call.Number), same => Assert.Single(same.Select(answer => answer.Id).Distinct()));
        Assert.All(answers, answer => Assert.Equal(answer.Call.Contacts.Count, answer.Accepted));
        Assert.True(answers.Count > Calls * 5 / 4, $"{answers.Count} answers are no repeats.");

        // A call is what has an id of its own: without a key each is.
        var expected = answers.DistinctBy(answer => answer.Id).SelectMany(answer => answer.Call.Contacts.Select(contact => $"Asha{contact} {answer.Call.Number}")).Order(StringComparer.Ordinal).ToList();
        await Witness.UntilAsync(story.Outbox, expected.Count);
        await story.AtRestAsync();
        Assert.Equal(expected, story.BodiesOf(campaign).Select(Told).Order(StringComparer.Ordinal));
        var figures = await story.Api.UntilAsync($"campaigns/{campaign}/analytics", answer => (long)answer["pending"]! == 0 || (long)answer["sent"]! == expected.Count);
        Assert.Equal((expected.Count, expected.Count, 0), ((int)figures["recipients"]!, (int)figures["sent"]!, (int)figures["uncertain"]!));
        Assert.Equal(expected.Count, figures.Outcomes());
    }

    /// <summary>Whoever is told that the same request is still running asks again, as they should.</summary>
    private static Task<(string Id, int Accepted)> FireAsync(StoryHost story, string campaign, Call call) => Eventually.SeenAsync(
        $"call {call.Number} is answered",
        async () =>
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, $"api/workspaces/demo/campaigns/{campaign}/fire") { Content = JsonContent.Create(call.Body) };
            if (call.HasKey)
                request.Headers.Add("Idempotency-Key", string.Create(CultureInfo.InvariantCulture, $"call-{call.Number}"));
            using var answer = await story.Sender.RawAsync(request);
            var text = await answer.Content.ReadAsStringAsync();
            if ((int)answer.StatusCode is 409 && call.HasKey)
                return (Id: "", Accepted: 0);
            Assert.True(answer.IsSuccessStatusCode, text);
            var fired = JsonNode.Parse(text)!;
            return (Id: (string)fired["id"]!, Accepted: (int)fired["accepted"]!);
        },
        answer => answer.Id.Length > 0);

    /// <summary>Whom the text is for, and of which call it tells.</summary>
    private static string Told(string body) => $"{body[3..body.IndexOf(',', StringComparison.Ordinal)]} {body.Split("order ")[1].Split(' ')[0]}";

    /// <param name="Times">How often it is made: each number at once, one after the other.</param>
    private sealed record Call(int Number, bool HasKey, IReadOnlyList<int> Contacts, IReadOnlyList<int> Times)
    {
        public object Body => Contacts.Count == 1
            ? new { contact = Named(Contacts[0]), data = Data }
            : new { contacts = Contacts.Select(contact => new { contact = Named(contact), data = Data }) };

        private object Data => new { order = Number };

        public static Call Of(int number)
        {
            var first = number * 7 % People;
            return (number % 100) switch
            {
                99 => new(number, true, [.. Enumerable.Range(0, Batch).Select(index => 1 + ((first + index) % People))], [2, 1]),
                var kind => (kind % 10) switch
                {
                    7 => new(number, true, [1 + first], [1, 1]),
                    8 => new(number, true, [1 + first], [3]),
                    9 => new(number, false, [1 + first], [1, 1]),
                    _ => new(number, true, [1 + first], [1]),
                },
            };
        }

        private static object Named(int contact) => new { externalId = string.Create(CultureInfo.InvariantCulture, $"c{contact}") };
    }
}
