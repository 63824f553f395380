using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.Unicode;
using ActiveReach.Functions.Tests.Fixture;

namespace ActiveReach.Functions.Tests.BadInput;

/// <summary>Good bodies, broken by chance. <c>./soak fuzz</c> does it 100,000 times, with a seed of its choice.</summary>
public sealed class BodyFuzzTests(Scene scene) : IClassFixture<Scene>
{
    private static readonly int Cases = Number("ACTIVEREACH_FUZZ_CASES", 1_500);
    private static readonly int Seed = Number("ACTIVEREACH_FUZZ_SEED", 1);

    private static readonly byte[][] Nasty =
    [
        [0], [0xFF], [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], [0xEF, 0xBB, 0xBF], [0x80],
        "\\ud800"u8.ToArray(), "\\udc00"u8.ToArray(), "\\u0000"u8.ToArray(), "\\u"u8.ToArray(), "\\"u8.ToArray(), "\""u8.ToArray(),
        "1e999"u8.ToArray(), "-1e9999999999999"u8.ToArray(), "1e-9999"u8.ToArray(), "-0"u8.ToArray(), "9223372036854775808"u8.ToArray(), "NaN"u8.ToArray(),
        "null"u8.ToArray(), "true"u8.ToArray(), "[]"u8.ToArray(), "{}"u8.ToArray(), "{"u8.ToArray(), "]"u8.ToArray(), ","u8.ToArray(), ":"u8.ToArray(),
        "\"\":1,"u8.ToArray(), "'; DROP TABLE contacts; --"u8.ToArray(), "{{#each x}}"u8.ToArray(), Encoding.UTF8.GetBytes(new string('[', 70)), Encoding.UTF8.GetBytes(new string('9', 400)),
    ];

    [Fact]
    public async Task No_body_however_broken_breaks_the_app_and_what_is_no_JSON_is_refused()
    {
        var chance = new Random(Seed);
        var admin = scene.App.Admin;
        for (var number = 0; number < Cases; number++)
        {
            var route = BodyRoute.All[chance.Next(BodyRoute.All.Count)];
            var body = Broken(route.Body, chance);
            var path = scene.Fill(route.Line.Split(' ')[1]);

            var answer = await admin.SendAsync(
                new HttpMethod(route.Line.Split(' ')[0]), path.StartsWith('/') ? path : "/api/workspaces/demo/" + path, body, route.ContentType);

            var told = $"Case {number} of seed {Seed}, {route.Line}: {answer.Status} {answer.Body}\n{Convert.ToBase64String(body)}";
            Assert.True((int)answer.Status < 500, told);
            if (route.ContentType is not "application/x-ndjson" && !IsReadable(body))
                Assert.True((int)answer.Status is >= 400, told);
            if ((int)answer.Status >= 400)
                Assert.True(answer.Headers["Content-Type"] is "application/problem+json" && answer.Text("detail").Length > 0, told);
        }
    }

    private static byte[] Broken(string good, Random chance)
    {
        var body = new List<byte>(Encoding.UTF8.GetBytes(good));
        for (var times = chance.Next(1, 4); times > 0 && body.Count > 0; times--)
        {
            var at = chance.Next(body.Count);
            var length = chance.Next(1, Math.Min(12, body.Count - at) + 1);
            switch (chance.Next(6))
            {
                case 0:
                    body[at] = (byte)chance.Next(256);
                    break;
                case 1:
                    body.RemoveRange(at, length);
                    break;
                case 2:
                    body.InsertRange(at, body.GetRange(at, length));
                    break;
                case 3:
                    body.RemoveRange(at, body.Count - at);
                    break;
                default:
                    body.InsertRange(at, Nasty[chance.Next(Nasty.Length)]);
                    break;
            }
        }

        return [.. body];
    }

    /// <summary>By other means than the app's own.</summary>
    private static bool IsReadable(byte[] body)
    {
        if (body.Length == 0 || !Utf8.IsValid(body))
            return false;
        try
        {
            using var document = JsonDocument.Parse(body);
            return IsText(document.RootElement);
        }
        catch (Exception error) when (error is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static bool IsText(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.String => !element.GetString()!.Contains('\0', StringComparison.Ordinal),
        JsonValueKind.Array => element.EnumerateArray().All(IsText),
        JsonValueKind.Object => element.EnumerateObject().All(member => !member.Name.Contains('\0', StringComparison.Ordinal) && IsText(member.Value)),
        _ => true,
    };

    private static int Number(string variable, int fallback) =>
        int.TryParse(Environment.GetEnvironmentVariable(variable), CultureInfo.InvariantCulture, out var number) ? number : fallback;
}
