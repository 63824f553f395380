using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using ActiveReach.Channels.Twilio;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Inbox;
using Carriers.StandIn.Ses;
using Carriers.StandIn.WhatsApp;

namespace ActiveReach.Functions.Tests.Engagement;

/// <summary>S4: callbacks that nobody signed, that were changed after they were signed, of another topic, or sent again and again, at the addresses of five vendors. Each would end somebody's consent, fail or
/// deliver a message, were it taken. A sample runs here; <c>./soak webhooks</c> sends 100,000.</summary>
public sealed class WebhookAttackTests
{
    private const string OfMeta = "the-app-secret-at-meta";
    private const string OfGoogle = "the-client-token-of-google";
    private const string OfSns = "the+secret+of+sns";
    private const string Token = "0123456789abcdef0123456789abcdef";
    private const string PublicUrl = "http://localhost:8999";

    private static readonly int Cases = Number("ACTIVEREACH_ATTACKS", 1_200);
    private static readonly int Seed = Number("ACTIVEREACH_ATTACK_SEED", 1);

    [Fact]
    public async Task What_proves_nothing_changes_nothing_and_what_comes_again_counts_once()
    {
        await using var sent = await SentCampaign.StartAsync(3, settings:
        [
            ("ActiveReach:WebhookSecrets:whatsapp", OfMeta), ("ActiveReach:WebhookSecrets:rcs", OfGoogle), ("ActiveReach:WebhookSecrets:ses", OfSns), ("ActiveReach:WebhookSecrets:twilio", Token), ("ActiveReach:PublicUrl", PublicUrl),
            ("ActiveReach:Ses:Region", SesStandIn.Region), ("ActiveReach:Ses:AccessKeyId", SesStandIn.KeyId), ("ActiveReach:Ses:SecretAccessKey", SesStandIn.Secret), ("ActiveReach:Ses:TopicArn", SesStandIn.Topic),
        ]);
        await sent.HandOverAsync();
        JsonObject[] genuine = [sent.Receipt(0), sent.Text(1, "hello")];
        Assert.Equal(HttpStatusCode.OK, (await sent.PostEventsAsync(genuine)).Status);
        await sent.SettleAsync();
        var before = await StateAsync(sent);
        Assert.Contains("replied=1", before, StringComparison.Ordinal);

        var calls = Calls(sent);
        using var client = sent.App.As(null);
        await Parallel.ForEachAsync(Enumerable.Range(0, Cases), new ParallelOptions { MaxDegreeOfParallelism = 8 }, async (number, _) =>
        {
            var random = new Random(Seed + number);
            var call = calls[random.Next(calls.Count)];
            var (least, most) = (400, 499);
            switch (random.Next(5))
            {
                case 0:
                    call = call with { Query = "", Signature = null };
                    break;
                case 1:
                    call = call.Forged(random);
                    break;
                case 2:
                    call = call.Changed(random);
                    break;
                case 3:
                    (call, least, most) = (calls[random.Next(calls.Count)].OfAnotherTopic(sent), 200, 499);
                    break;
                default:
                    (call, least, most) = (Call.OfGrid(JsonSerializer.Serialize(new[] { genuine[random.Next(2)] })), 200, 200);
                    break;
            }

            var answer = await client.SendAsync(HttpMethod.Post, call.Path + call.Query, call.Body, call.Type, [.. call.Signature is { } signature ? new[] { (call.Header, signature) } : []]);
            Assert.True((int)answer.Status >= least && (int)answer.Status <= most, $"Case {number} of seed {Seed}: {call.Path} answered {answer}\n{call.Body}");
        });

        sent.LetTimePass();
        await sent.SettleAsync();
        Assert.Equal(before, await StateAsync(sent));
    }

    /// <summary>Everything that a callback may change.</summary>
    private static async Task<string> StateAsync(SentCampaign sent)
    {
        var figures = await sent.AnalyticsAsync();
        var refusals = await Task.WhenAll(Enumerable.Range(0, 3).Select(sent.RefusalAsync));
        var parked = await sent.App.Get<IEngagementInbox>().ParkedAsync(10);
        var listed = await sent.App.Admin.GetJsonAsync("/api/workspaces/demo/suppressions");
        return string.Join(' ', new[] { "delivered", "failed", "bounced", "replied", "optedOut", "opened", "clicked" }.Select(name => $"{name}={figures.GetProperty(name)}"))
            + $" refused={string.Join(',', refusals.Select(each => each ?? "-"))} parked={parked.Count} suppressed={listed.Text("total")}";
    }

    /// <summary>True ones, each of which would do harm.</summary>
    private static List<Call> Calls(SentCampaign sent)
    {
        var (person, tag) = (sent.People[2].Phone!, sent.AddressOf(2).ToString());
        var at = SentCampaign.Start.AddMinutes(1);
        var mail = new SesMail("m-9", "hello@demo.example", "ann@example.com", "Hi", null, null, new Dictionary<string, string>(), tag);
        var text = new MetaMessage("106540352242922", person, "", "en", [], "wamid.9", tag);
        return
        [
            Call.OfGrid(JsonSerializer.Serialize(new[] { sent.Receipt(2, "Failed") })),
            Call.OfGrid(JsonSerializer.Serialize(new[] { sent.Text(2, "STOP") })),
            Call.OfMetas(MetaMessage.Callback([text.Status("failed", at, 131026)]).ToJsonString()),
            Call.OfMetas(MetaMessage.Callback([], [MetaMessage.Written(person, "STOP", at)]).ToJsonString()),
            Call.OfGoogles($$"""{"senderPhoneNumber":"{{person}}","eventType":"UNSUBSCRIBE","eventId":"e2","agentId":"shop_agent"}"""),
            Call.OfGoogles($$"""{"senderPhoneNumber":"{{person}}","eventType":"DELIVERED","eventId":"e3","messageId":"m9","agentId":"shop_agent","tag":"{{tag}}"}"""),
            Call.OfSes(SesMail.Notification(mail.Event("Bounce", at), "sns-9").ToJsonString()),
            Call.OfTwilios($"MessageSid=SM9&From={Uri.EscapeDataString(person)}&To=%2B18005550100&Body=STOP", ""),
            Call.OfTwilios("MessageSid=SM8&MessageStatus=failed&ErrorCode=30003&From=%2B18005550100", $"?tag={Uri.EscapeDataString(tag)}"),
        ];
    }

    private static int Number(string variable, int fallback) => int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : fallback;

    /// <summary>A request, with what proves that it comes from where it says: a secret in its address, or a signature.</summary>
    private sealed record Call(string Path, string Query, string Body, string Type, string Header, string? Signature)
    {
        private const string Json = "application/json";
        private const string Form = "application/x-www-form-urlencoded";

        public static Call OfGrid(string body) => new("/api/webhooks/acs", $"?secret={Uri.EscapeDataString(SentCampaign.Secret)}", body, Json, "", null);

        public static Call OfSes(string body) => new("/api/webhooks/ses", $"?secret={Uri.EscapeDataString(OfSns)}", body, Json, "", null);

        public static Call OfMetas(string body) =>
            new("/api/webhooks/whatsapp", "", body, Json, "X-Hub-Signature-256", "sha256=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(OfMeta), Encoding.UTF8.GetBytes(body))));

        public static Call OfGoogles(string told)
        {
            var bytes = Encoding.UTF8.GetBytes(told);
            return new("/api/webhooks/rcs", "", JsonSerializer.Serialize(new { message = new { data = Convert.ToBase64String(bytes) } }), Json, "X-Goog-Signature", Convert.ToBase64String(HMACSHA512.HashData(Encoding.UTF8.GetBytes(OfGoogle), bytes)));
        }

        public static Call OfTwilios(string form, string query)
        {
            var fields = form.Split('&').Select(field => field.Split('=')).Select(field => KeyValuePair.Create<string, IReadOnlyList<string>>(field[0], [Uri.UnescapeDataString(field[1])]));
            return new("/api/webhooks/twilio", query, form, Form, "X-Twilio-Signature", TwilioSignature.Of($"{PublicUrl}/api/webhooks/twilio{query}", fields, Token));
        }

        /// <summary>With a secret or a signature of somebody who doesn't know it.</summary>
        public Call Forged(Random random)
        {
            if (Signature is not { } signature)
                return this with { Query = "?secret=" + Uri.EscapeDataString(Turned(Uri.UnescapeDataString(Query["?secret=".Length..]), random)) };
            return this with { Signature = random.Next(3) == 0 ? Convert.ToBase64String(SHA256.HashData(BitConverter.GetBytes(random.Next()))) : Turned(signature, random) };
        }

        /// <summary>Changed after it was signed; where the address proves it, the address.</summary>
        public Call Changed(Random random)
        {
            if (Signature is null)
                return Forged(random);
            if (Query.Length > 0 && random.Next(2) == 0)
                return this with { Query = "?tag=" + Turned(Query["?tag=".Length..], random) };
            if (Type == Form)
                return this with { Body = random.Next(2) == 0 ? Body + "&Extra=1" : Body.Replace("MessageSid=SM", $"MessageSid=SX{random.Next()}", StringComparison.Ordinal) };
            if (Path.EndsWith("rcs", StringComparison.Ordinal))
            {
                var told = Convert.FromBase64String(JsonNode.Parse(Body)!["message"]!["data"]!.GetValue<string>());
                told[random.Next(told.Length)] ^= (byte)random.Next(1, 256);
                return this with { Body = JsonSerializer.Serialize(new { message = new { data = Convert.ToBase64String(told) } }) };
            }

            return this with { Body = Turned(Body, random) };
        }

        /// <summary>Proven, and about something else.</summary>
        public Call OfAnotherTopic(SentCampaign sent) => Path[(Path.LastIndexOf('/') + 1)..] switch
        {
            "acs" => OfGrid(Body.Replace("Microsoft.Communication.", "Microsoft.Storage.", StringComparison.Ordinal)),
            "ses" => OfSes(Body.Replace(SesStandIn.Topic, SesStandIn.Topic + "2", StringComparison.Ordinal)),
            "whatsapp" => OfMetas(Body.Replace("\"messages\"", "\"calls\"", StringComparison.Ordinal)),
            "rcs" => OfGoogles("""{"agentId":"shop_agent","eventType":"IS_TYPING","eventId":"e4","senderPhoneNumber":"+14155550123"}"""),
            _ => OfTwilios($"MessageSid=SM7&From=messenger%3A{sent.People[2].Id}&To=messenger%3A1&Body=STOP", ""),
        };

        /// <summary>With one character for another.</summary>
        private static string Turned(string text, Random random)
        {
            var at = random.Next(text.Length);
            var other = (char)('a' + random.Next(26));
            return text[..at] + (text[at] == other ? 'A' : other) + text[(at + 1)..];
        }
    }
}
