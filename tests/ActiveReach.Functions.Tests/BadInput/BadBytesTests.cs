using System.Net;
using System.Text;
using ActiveReach.Functions.Composition;
using ActiveReach.Functions.Http;
using ActiveReach.Functions.Tests.Fixture;
using ActiveReach.Functions.Tests.Security;
using Answer = ActiveReach.Functions.Tests.Fixture.Answer;

namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>Bytes that are no text, wherever a request has text: told by the place, with nothing stored.</summary>
public sealed class BadBytesTests(Scene scene) : IClassFixture<Scene>
{
    private static readonly Dictionary<string, BodyRoute> Routes = BodyRoute.All.ToDictionary(route => route.ToString(), StringComparer.Ordinal);

    /// <summary>What is put in the place of a text.</summary>
    private static readonly Dictionary<string, byte[]> BrokenTexts = new(StringComparer.Ordinal)
    {
        ["high surrogate"] = """a\ud800"""u8.ToArray(),
        ["low surrogate"] = """\udfffb"""u8.ToArray(),
        ["swapped surrogates"] = """\ude00\ud83d"""u8.ToArray(),
        ["NUL"] = """a\u0000b"""u8.ToArray(),
        ["a lone continuation byte"] = [0x80],
        ["a cut sequence"] = [0x41, 0xE2, 0x82],
        ["an overlong slash"] = [0xC0, 0xAF],
        ["an overlong NUL"] = [0xC0, 0x80],
        ["a surrogate in UTF-8"] = [0xED, 0xA0, 0x80],
        ["beyond Unicode"] = [0xF4, 0x90, 0x80, 0x80],
        ["Latin-1"] = [0x4A, 0x6F, 0x73, 0xE9],
    };

    /// <summary>What is done to a whole body.</summary>
    private static readonly Dictionary<string, Func<string, byte[]>> BrokenBodies = new(StringComparer.Ordinal)
    {
        ["a byte order mark"] = body => [0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(body)],
        ["UTF-16"] = Encoding.Unicode.GetBytes,
        ["UTF-16 with its mark"] = body => [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(body)],
        ["big-endian UTF-16"] = Encoding.BigEndianUnicode.GetBytes,
        ["UTF-32"] = Encoding.UTF32.GetBytes,
        ["cut off"] = body => Encoding.UTF8.GetBytes(body[..^2]),
        ["a NUL after it"] = body => [.. Encoding.UTF8.GetBytes(body), 0],
        ["a raw NUL in it"] = body => Encoding.UTF8.GetBytes(body.Replace(BodyRoute.Text, "a\0b", StringComparison.Ordinal)),
        ["two bodies"] = body => Encoding.UTF8.GetBytes(body + body),
        ["a single quote"] = body => Encoding.UTF8.GetBytes(body.Replace('"', '\'')),
        ["65 levels"] = body => Encoding.UTF8.GetBytes(body.Replace($"\"{BodyRoute.Text}\":", "\"x\":", StringComparison.Ordinal).Replace($"\"{BodyRoute.Text}\"", new string('[', 65) + new string(']', 65), StringComparison.Ordinal)),
        ["100,000 levels"] = body => Encoding.UTF8.GetBytes(new string('[', 100_000)),
        ["a huge exponent"] = body => Encoding.UTF8.GetBytes(body.Replace($"\"{BodyRoute.Text}\":", "\"x\":1e999,\"y\":", StringComparison.Ordinal).Replace($"\"{BodyRoute.Text}\"", "1e999", StringComparison.Ordinal)),
        ["an exponent without end"] = body => Encoding.UTF8.GetBytes(body.Replace($"\"{BodyRoute.Text}\":", "\"x\":1,\"y\":", StringComparison.Ordinal).Replace($"\"{BodyRoute.Text}\"", "-1e99999999999999999999", StringComparison.Ordinal)),
    };

    public static TheoryData<string> Lines() => [.. Routes.Keys];

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_text_that_is_none_is_refused_with_its_path_and_stores_nothing(string line)
    {
        var route = Routes[line];
        var before = await scene.DumpAsync();
        foreach (var (name, broken) in BrokenTexts)
        {
            var answer = await SendAsync(route, Put(route.Body, broken));

            Assert.True(answer.Status is HttpStatusCode.BadRequest, $"{name}: {answer.Status} {answer.Body}");
            Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
            // A file of lines is refused as a whole when it isn't UTF-8.
            Assert.Contains(route.ContentType is "application/x-ndjson" && broken[^1] >= 0x80 ? "" : route.Path, answer.ProblemPaths);
            Assert.DoesNotContain('\0', answer.Body);
        }

        Assert.Equal(before, await scene.DumpAsync());
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_member_with_a_name_that_is_no_text_is_refused(string line)
    {
        var route = Routes[line];
        foreach (var (name, broken) in BrokenTexts)
        {
            var brace = route.Body.LastIndexOf('}');
            byte[] body = [.. Encoding.UTF8.GetBytes(route.Body[..brace] + ",\""), .. broken, .. Encoding.UTF8.GetBytes("\":1" + route.Body[brace..])];

            var answer = await SendAsync(route, body);

            Assert.True(answer.Status is HttpStatusCode.BadRequest, $"{name}: {answer.Status} {answer.Body}");
            Assert.NotEmpty(answer.ProblemPaths);
        }
    }

    [Theory]
    [MemberData(nameof(Lines))]
    public async Task A_body_that_is_no_JSON_is_refused_and_stores_nothing(string line)
    {
        var route = Routes[line];
        var before = await scene.DumpAsync();
        foreach (var (name, breaking) in BrokenBodies)
        {
            // A file of lines may begin with a mark, and have several lines.
            if (route.ContentType is "application/x-ndjson" && name is "a byte order mark")
                continue;
            var answer = await SendAsync(route, breaking(route.Body));

            Assert.True(answer.Status is HttpStatusCode.BadRequest || (name is "100,000 levels" && answer.Status is HttpStatusCode.RequestEntityTooLarge), $"{name}: {answer.Status} {answer.Body}");
            Assert.Equal("application/problem+json", answer.Headers["Content-Type"]);
            Assert.NotEmpty(answer.ProblemPaths);
        }

        Assert.Equal(before, await scene.DumpAsync());
    }

    [Fact]
    public void Every_route_that_takes_JSON_is_among_them()
    {
        var known = BodyRoute.All.Select(route => route.Line.Split(' ')[0] + " " + Shape(route.Line.Split(' ')[1])).ToHashSet(StringComparer.Ordinal);

        // What is signed byte by byte is refused unread: callbacks of shops, of Meta and of Google; and those of Amazon SES where it is not set up, and of accounts that aren't there.
        var missing = EveryRoute.Table.All.Where(route => route.Operation is { Request: not null, RequestForm: null }
                && !route.Template.Contains("{workspace}", StringComparison.Ordinal) && !route.Template.Contains("webhooks/acs/{account}", StringComparison.Ordinal) && !route.Template.Contains("webhooks/whatsapp", StringComparison.Ordinal) && !route.Template.Contains("webhooks/rcs", StringComparison.Ordinal) && !route.Template.Contains("webhooks/ses", StringComparison.Ordinal))
            .SelectMany(route => route.Verbs.Select(verb => $"{verb} {System.Text.RegularExpressions.Regex.Replace(route.PlainPath, @"\{[^}]*\}", "*")}"))
            .Where(route => !known.Contains(route));

        Assert.Empty(missing);
    }

    [Fact]
    public async Task The_good_events_of_a_callback_are_kept_and_the_broken_one_is_named()
    {
        // What it answers is looked for again for half a minute, which would change the store under the other tests.
        await using var own = await RunningApp.StartAsync();
        var contact = (await own.Admin.PostJsonAsync("/api/workspaces/demo/contacts", new { phone = "+34600123456" })).Text("id");
        const string Events = """
            [{"id":"good-1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"+34600123456","to":"+18005550100","message":"STOP"}},
             {"id":"bad-1","eventType":"Microsoft.Communication.SMSReceived","data":{"from":"+34600123457","to":"+18005550100","message":"\ud83d"}}]
            """;

        var answer = await own.Nobody.SendAsync(HttpMethod.Post, $"/api/webhooks/acs?secret={own.Get<KeptSecrets>().WebhookSecret("acs")}", Events);

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["[1].data.message"], answer.ProblemPaths);
        await Eventually.SeenAsync(
            "the contact has opted out",
            () => own.Admin.GetJsonAsync($"/api/workspaces/demo/contacts/{contact}/consents"),
            consents => consents.Body.Contains("opted_out", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("contacts?q=%00", "q")]
    [InlineData("contacts?q=a%FF", "q")]
    [InlineData("contacts?q=%C0%AF", "q")]
    [InlineData("contacts?q=%ED%A0%80", "q")]
    [InlineData("contacts?%FF=1", "query")]
    [InlineData("contacts?location=%E2%82", "location")]
    [InlineData("campaigns?tag=%80&status=draft", "tag")]
    [InlineData("campaigns?cursor=%FF", "cursor")]
    [InlineData("contacts/%FF", "id")]
    [InlineData("contacts/%C0%80/timeline", "id")]
    [InlineData("campaigns/a%ED%A0%80/analytics", "id")]
    [InlineData("members/%FE", "member")]
    [InlineData("/api/workspaces/%FF/campaigns", "ws")]
    [InlineData("/r/%FF", "token")]
    public async Task An_escape_that_is_no_text_is_refused_by_the_parameter_that_has_it(string path, string field)
    {
        var answer = await scene.App.Admin.GetJsonAsync(path.StartsWith('/') ? path : "/api/workspaces/demo/" + path);

        Assert.Equal((HttpStatusCode.BadRequest, "application/problem+json"), (answer.Status, answer.Headers["Content-Type"]));
        Assert.Equal([field], answer.ProblemPaths);
    }

    [Theory]
    [InlineData("decision=approve&comment=%FF", "comment")]
    [InlineData("decision=approve&comment=a%00b", "comment")]
    [InlineData("decision=%ED%A0%80", "decision")]
    [InlineData("%C0%AF=approve", "form")]
    public async Task A_form_with_what_is_no_text_is_refused_by_its_field(string form, string field)
    {
        var answer = await scene.App.Nobody.SendAsync(HttpMethod.Post, scene.Fill("{waitingLink}"), form, "application/x-www-form-urlencoded");

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal([field], answer.ProblemPaths);
    }

    [Theory]
    [InlineData("WyJcdWQ4MDAiXQ")]
    [InlineData("WyJcdWQ4MDAiLCJhIl0")]
    [InlineData("WyJhIiwiYiIsImMiXQ")]
    [InlineData("WyJhIiwiYiJd")]
    [InlineData("WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTk5Il0")]
    [InlineData("WyI5OTk5OTk5OTk5OTk5OTk5OTk5OTk5IiwiLTEiXQ")]
    [InlineData("WzFd")]
    [InlineData("e30")]
    [InlineData("bnVsbA")]
    [InlineData("W251bGxd")]
    [InlineData("____")]
    [InlineData("=")]
    public async Task No_list_breaks_on_a_cursor_that_is_not_its_own(string cursor)
    {
        foreach (var route in EveryRoute.Table.All.Where(route => route.Verbs.Contains("GET") && route.Operation?.Query.Contains("cursor") is true))
        {
            var answer = await scene.App.Admin.GetJsonAsync(route.PathWith(name => name is "ws" ? "demo" : "x") + "?cursor=" + cursor);

            // An inbox is opened by a token of its contact alone.
            Assert.True((int)answer.Status is 200 or 400 or 404 || (route.Template.StartsWith("api/inapp/", StringComparison.Ordinal) && (int)answer.Status is 401), $"{route.Template}: {answer.Status} {answer.Body}");
        }
    }

    [Theory]
    [InlineData("POST campaigns", "Idempotency-Key", "")]
    [InlineData("POST campaigns", "Idempotency-Key", "\u0007")]
    [InlineData("PATCH campaigns/{draft}", "If-Match", "7")]
    [InlineData("PATCH campaigns/{draft}", "If-Match", "\"")]
    public async Task A_header_that_cannot_be_is_refused_by_name(string line, string header, string value)
    {
        var verb = new HttpMethod(line.Split(' ')[0]);
        var answer = await scene.App.Admin.SendAsync(
            verb, "/api/workspaces/demo/" + scene.Fill(line.Split(' ')[1]), verb == HttpMethod.Get ? null : """{"name":"x"}""", headers: (header, value));

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        if (answer.Body.Length > 0)
            Assert.Equal([header], answer.ProblemPaths);
    }

    [Theory]
    [InlineData("POST /api/workspaces/demo/campaigns", "Idempotency-Key: caf\u00c3\u00a9")]
    [InlineData("POST /api/workspaces/demo/campaigns", "Idempotency-Key: caf\u00e9")]
    [InlineData("POST /api/workspaces/demo/campaigns", "Idempotency-Key: \u00ff\u00fe")]
    [InlineData("POST /api/workspaces/demo/campaigns", "Idempotency-Key: a\r\nIdempotency-Key: b")]
    [InlineData("POST /api/workspaces/demo/campaigns", "Idempotency-Key: a\0b")]
    [InlineData("POST /api/workspaces/demo/contacts/%00", "X: y")]
    [InlineData("POST /api/workspaces/demo/contacts/a\u00ff", "X: y")]
    public async Task Raw_bytes_in_an_address_or_a_header_are_refused(string line, string header)
    {
        using var socket = new System.Net.Sockets.TcpClient();
        await socket.ConnectAsync(IPAddress.Loopback, scene.App.Host.Address.Port);
        var request = $"{line} HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer demo-admin-key\r\nContent-Type: application/json\r\n{header}\r\nContent-Length: 12\r\nConnection: close\r\n\r\n{{\"name\":\"x\"}}";
        await socket.GetStream().WriteAsync(Encoding.Latin1.GetBytes(request));

        using var answer = new StreamReader(socket.GetStream());

        Assert.StartsWith("HTTP/1.1 400 ", await answer.ReadLineAsync().WaitAsync(Eventually.Bound), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("application/json; charset=utf-16")]
    [InlineData("application/json; charset=iso-8859-1")]
    public async Task Another_character_set_than_UTF_8_is_refused(string contentType)
    {
        var answer = await scene.App.Admin.SendAsync(HttpMethod.Post, "/api/workspaces/demo/campaigns", """{"name":"x"}""", contentType);

        Assert.Equal((HttpStatusCode.UnsupportedMediaType, "Content-Type"), (answer.Status, answer.ProblemPaths[0]));
    }

    private static byte[] Put(string body, byte[] text)
    {
        var at = body.IndexOf(BodyRoute.Text, StringComparison.Ordinal);
        return [.. Encoding.UTF8.GetBytes(body[..at]), .. text, .. Encoding.UTF8.GetBytes(body[(at + BodyRoute.Text.Length)..])];
    }

    private static string Shape(string path)
    {
        var whole = (path.StartsWith('/') ? path : "/api/workspaces/demo/" + path).Split('?')[0];
        var shaped = System.Text.RegularExpressions.Regex.Replace(whole, @"\{[^}]*\}|/(?:seg_x|rev_1|deliver)", match => match.Value.StartsWith('/') ? "/*" : "*");
        return shaped.Replace("/workspaces/demo", "/workspaces/*", StringComparison.Ordinal);
    }

    private Task<Answer> SendAsync(BodyRoute route, byte[] body)
    {
        var path = scene.Fill(route.Line.Split(' ')[1]);
        return scene.App.Admin.SendAsync(new HttpMethod(route.Line.Split(' ')[0]), path.StartsWith('/') ? path : "/api/workspaces/demo/" + path, body, route.ContentType);
    }
}
