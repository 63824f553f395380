using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Cast;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Crash;
using ActiveReach.Stories.Templates;

namespace ActiveReach.Stories.Hostile;

/// <summary>R1 to R3 over real vendors' interfaces: three channels with fallback, vendors that do their worst, and a process that is killed while it sends. Six hundred people here,
/// <c>./soak hostile</c> takes fifty thousand.</summary>
public sealed class HostileTests : IDisposable
{
    /// <summary>Batches of a channel that are on their way at once, each with as many calls (<c>Delivery__Window</c>, <c>Delivery__Concurrency</c>).</summary>
    private const int Window = 8;

    private static readonly int People = Number("ACTIVEREACH_HOSTILE_PEOPLE", 600);
    private static readonly int Seed = Number("ACTIVEREACH_HOSTILE_SEED", 15);

    /// <summary>In real time; the long run has as many minutes as it has thousands of people.</summary>
    private static readonly TimeSpan Bound = TimeSpan.FromMinutes(3 + (People / 1000));

    private readonly string directory = Directory.CreateTempSubdirectory("activereach-hostile-").FullName;

    [Fact]
    public async Task Everybody_is_settled_once_and_the_figures_are_what_the_vendors_saw()
    {
        await using var vendors = await HostileVendors.OpenAsync();
        await using var app = new AppProcess(directory, [.. vendors.Settings, .. Quick()]);
        await app.StartAsync();
        await app.Api.ImportAsync(ContactsCsv());
        await app.Api.SubmitTemplateAsync("launch", Vendor.Body);
        await ApproveAsync(app, vendors);
        vendors.Threaten(Seed, People);
        await using var reports = new HostileReports(app, vendors, Seed);
        reports.Begin();
        var campaign = await app.Api.LaunchAsync(Definition());

        // On the first channel twice, and once when the others carry what it didn't.
        int[] killedAt = [People / 4, People * 3 / 5, People * 21 / 20];
        foreach (var messages in killedAt)
        {
            await Eventually.SeenAsync($"the vendors have {messages} messages", () => vendors.Taken, taken => taken >= messages, bound: Bound);
            await app.KillAsync();
            await app.StartAsync();
        }

        await app.Api.UntilStatusAsync(campaign, "complete", Bound);
        await reports.EndAsync();
        AssertNothingTwice(vendors);
        await AssertFiguresAsync(app, campaign, vendors, reports, most: vendors.Unanswered + (killedAt.Length * Window * Window));
    }

    public void Dispose() => Directory.Delete(directory, recursive: true);

    /// <summary>Nobody got a message twice on a channel, not even where the vendor knows no keys: what is in doubt there is not repeated.</summary>
    private static void AssertNothingTwice(HostileVendors vendors)
    {
        Assert.Equal(vendors.Meta.Messages.Count, vendors.Meta.Messages.Select(message => message.To).Distinct().Count());
        Assert.Equal(vendors.Acs.Messages.Count, vendors.Acs.Messages.Select(message => message.To).Distinct().Count());
        Assert.Equal(vendors.Ses.Mails.Count, vendors.Ses.Mails.Select(mail => mail.To).Distinct().Count());
        Assert.Empty(vendors.Meta.Faults.Concat(vendors.Acs.Faults).Concat(vendors.Ses.Faults));
        Assert.True(vendors.Acs.Repeats > 0, "No call was repeated under its key, so nothing was shown.");
    }

    private static async Task AssertFiguresAsync(AppProcess app, string campaign, HostileVendors vendors, HostileReports reports, int most)
    {
        Assert.True(reports.Forged > 0, "Nothing was made up, so nothing was shown.");
        var arrived = reports.Told.Where(report => report.Arrived).ToList();
        var people = arrived.Select(report => PersonOf(report.Person)).Distinct().Count();

        // A report of a message whose call a crash cut off waits until the message is known, and is looked at again from time to time.
        var figures = await Eventually.SeenAsync(
            "the figures are what the vendors saw", () => app.Api.GetAsync($"campaigns/{campaign}/analytics"), AreWhatTheySaw, bound: Bound);
        Assert.Equal((People, People), ((long)figures["recipients"]!, figures.Outcomes()));
        Assert.InRange((long)figures["uncertain"]!, 0, most);
        foreach (var (channel, taken) in new[] { ("whatsapp", vendors.Meta.Messages.Count), ("sms", vendors.Acs.Messages.Count), ("email", vendors.Ses.Mails.Count) })
        {
            var told = figures["attempts"]![channel]!;
            Assert.True(taken > 0, $"Nobody was sent anything on {channel}.");
            Assert.Equal(arrived.Count(report => report.Channel == channel), (long)told["delivered"]!);
            Assert.InRange(taken, (long)told["sent"]!, (long)told["sent"]! + (long)told["uncertain"]!);
        }

        Assert.Equal(0, (long)figures["attempts"]!["sms"]!["uncertain"]!);
        await app.Api.UntilAsync("engagement/parked", parked => parked["items"]!.AsArray().Count == 0, Bound);

        bool AreWhatTheySaw(JsonNode shown) => (long)shown["delivered"]! == people
            && arrived.CountBy(report => report.Channel).All(channel => (long?)shown["attempts"]![channel.Key]?["delivered"] == channel.Value);
    }

    private static async Task ApproveAsync(AppProcess app, HostileVendors vendors)
    {
        var verdict = Encoding.UTF8.GetBytes(vendors.Meta.Verdict("launch", "APPROVED").ToJsonString());
        using var request = new HttpRequestMessage(HttpMethod.Post, "api/webhooks/whatsapp") { Content = new ByteArrayContent(verdict) };
        request.Content.Headers.ContentType = new("application/json");
        request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(CarrierWebhook.Secret), verdict)));
        using var answer = await app.Api.RawAsync(request);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        await app.Api.UntilAsync("templates/launch", template => (string)template["state"]! == "approved");
    }

    private static Dictionary<string, object> Definition()
    {
        var definition = Stage.Campaign("whatsapp", "sms", "email");
        definition["fallbackAfter"] = "PT10S";
        return definition;
    }

    private static string ContactsCsv()
    {
        var csv = new StringBuilder("external_id,first_name,phone,email,consent.whatsapp,consent.sms,consent.email\n");
        for (var number = 1; number <= People; number++)
            csv.Append(CultureInfo.InvariantCulture, $"c{number},Asha{number},+9198{number:00000000},c{number}@example.com,opted_in,opted_in,opted_in\n");
        return csv.ToString();
    }

    /// <summary>The number of a contact, by phone or mailbox.</summary>
    private static int PersonOf(string address) =>
        int.Parse(address.Contains('@', StringComparison.Ordinal) ? address[1..address.IndexOf('@', StringComparison.Ordinal)] : address[^8..], CultureInfo.InvariantCulture);

    private static IEnumerable<(string Key, string Value)> Quick() =>
    [
        ("ActiveReach__WebhookSecrets__acs", CarrierWebhook.Secret), ("ActiveReach__Delivery__Window", $"{Window}"), ("ActiveReach__Delivery__Concurrency", $"{Window}"),
        ("ActiveReach__Delivery__CallTimeout", "00:00:02"), ("ActiveReach__Delivery__Lease", "00:00:10"), ("ActiveReach__Delivery__LongestSilence", "00:00:01"), ("ActiveReach__Delivery__RetryAfter", "00:00:01"),
    ];

    private static int Number(string name, int otherwise) => int.TryParse(Environment.GetEnvironmentVariable(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : otherwise;
}
