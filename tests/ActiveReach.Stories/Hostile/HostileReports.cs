using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using ActiveReach.Stories.Client;
using ActiveReach.Stories.Crash;
using Carriers.StandIn.Ses;
using Carriers.StandIn.WhatsApp;

namespace ActiveReach.Stories.Hostile;

/// <summary>What the vendors tell of their messages: most of it, some of it twice, in any order, and beside it what somebody else has made up. A report is repeated until the app, which may
/// be dead, has taken it.</summary>
internal sealed class HostileReports(AppProcess app, HostileVendors vendors, int seed) : IAsyncDisposable
{
    private static readonly TimeSpan Round = TimeSpan.FromMilliseconds(100);

    /// <summary>Nothing is sent while fallback and replies are waited for.</summary>
    private static readonly TimeSpan LongestSilence = TimeSpan.FromMinutes(10);

    private readonly Random random = new(seed);
    private readonly CancellationTokenSource stop = new();
    private readonly List<(string Channel, string Person, bool Arrived)> told = [];
    private readonly List<Report> late = [];
    private (int Meta, int Acs, int Ses) seen;
    private Task? telling;

    /// <summary>What was told so far and taken by the app, each message once.</summary>
    public IReadOnlyList<(string Channel, string Person, bool Arrived)> Told => told;

    /// <summary>Made up, and not believed.</summary>
    public int Forged { get; private set; }

    public void Begin() => telling = TellAsync();

    /// <summary>Tells what is left, once no more is sent.</summary>
    public async Task EndAsync()
    {
        await stop.CancelAsync();
        await telling!;
        await RoundAsync(keepsBack: false);
    }

    public async ValueTask DisposeAsync()
    {
        await stop.CancelAsync();
        await (telling ?? Task.CompletedTask);
        stop.Dispose();
    }

    private async Task TellAsync()
    {
        while (!stop.IsCancellationRequested)
        {
            await RoundAsync(keepsBack: true);
            var (meta, acs, ses) = seen;
            await Eventually.SeenAsync("there is more to tell, or nothing any more", () => stop.IsCancellationRequested || late.Count > 0 || vendors.Taken > meta + acs + ses, isSo => isSo, Round, LongestSilence);
        }
    }

    private async Task RoundAsync(bool keepsBack)
    {
        var now = TimeProvider.System.GetUtcNow();
        var reports = new List<Report>(late);
        late.Clear();
        var (messages, texts, mails) = (vendors.Meta.Messages, vendors.Acs.Messages, vendors.Ses.Mails);
        foreach (var message in messages.Skip(seen.Meta))
            Add("whatsapp", message.To, failing: 250, arrived => Statuses(MetaMessage.Callback([arrived ? message.Status("delivered", now) : message.Status("failed", now, 131026)])));
        foreach (var message in texts.Skip(seen.Acs))
            Add("sms", message.To, failing: 350, arrived => Event("acs", new JsonArray(message.Report(arrived ? "Delivered" : "Failed", now))));
        foreach (var mail in mails.Skip(seen.Ses))
            Add("email", mail.To, failing: 100, arrived => Event("ses", SesMail.Notification(arrived ? mail.Event("Delivery", now) : mail.Event("Bounce", now, "Transient", "MailboxFull"), $"sns-{mail.Id}")));
        seen = (messages.Count, texts.Count, mails.Count);

        var order = reports.ToArray();
        random.Shuffle(order);
        foreach (var report in order)
        {
            if (keepsBack && random.Next(10) == 0)
                late.Add(report);
            else
                await PostAsync(report);
        }

        // Of fifty one is never told.
        void Add(string channel, string person, int failing, Func<bool, (HttpContent Body, Func<string, string> Path)> write)
        {
            var arrives = random.Next(1000) >= failing;
            if (random.Next(50) == 0)
                return;
            var report = new Report(channel, person, arrives, () => write(arrives), () => write(!arrives), IsTold: false);
            reports.Add(report);
            if (random.Next(5) == 0)
                reports.Add(report with { IsTold = true });
        }
    }

    private async Task PostAsync(Report report)
    {
        if (random.Next(20) == 0 && await TryAsync(report.MadeUp(), secret: "a-guess-of-somebody") is { } answered)
        {
            Assert.Equal(HttpStatusCode.Unauthorized, answered);
            Forged++;
        }

        await Eventually.SeenAsync($"the app takes what is told of {report.Channel}", () => TryAsync(report.True(), CarrierWebhook.Secret), status => status is HttpStatusCode.OK);
        if (!report.IsTold)
            told.Add((report.Channel, report.Person, report.Arrived));
    }

    /// <returns>Null while nobody answers.</returns>
    private async Task<HttpStatusCode?> TryAsync((HttpContent Body, Func<string, string> Path) written, string secret)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, written.Path(secret)) { Content = written.Body };
        if (written.Path(secret).EndsWith("whatsapp", StringComparison.Ordinal))
            request.Headers.Add("X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), await written.Body.ReadAsByteArrayAsync())));
        try
        {
            using var answer = await app.Api.RawAsync(request);
            return answer.StatusCode;
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException)
        {
            return null;
        }
    }

    private static (HttpContent, Func<string, string>) Statuses(JsonObject callback) => (Json(callback), _ => "api/webhooks/whatsapp");

    private static (HttpContent, Func<string, string>) Event(string vendor, JsonNode told) => (Json(told), secret => $"api/webhooks/{vendor}?secret={secret}");

    private static StringContent Json(JsonNode body) => new(body.ToJsonString(), Encoding.UTF8, "application/json");

    /// <param name="IsTold">It is the second time.</param>
    private sealed record Report(
        string Channel, string Person, bool Arrived, Func<(HttpContent Body, Func<string, string> Path)> True, Func<(HttpContent Body, Func<string, string> Path)> MadeUp, bool IsTold);
}
