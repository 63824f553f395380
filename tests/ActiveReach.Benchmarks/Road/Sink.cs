using System.Diagnostics;
using System.Net;
using System.Text;
using System.Text.Json;
using System.Threading.Channels;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace ActiveReach.Benchmarks.Road;

/// <summary>A vendor that takes everything as fast as it can: the mails of Amazon SES and the texts of Communication Services, without looking at signatures.
/// It keeps the last body.</summary>
internal sealed class Sink : ISink
{
    public const string Topic = "arn:aws:sns:eu-west-1:123456789012:mail-events";

    private const int Posters = 32;

    private readonly Channel<Receipt> due = Channel.CreateUnbounded<Receipt>();
    private readonly HttpClient poster = new(new SocketsHttpHandler { UseProxy = false });
    private readonly WebApplication app;
    private readonly Task posting;
    private byte[] last = [];
    private long taken;
    private long lastAt;

    private Sink()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Listen(IPAddress.Loopback, 0);
            kestrel.AddServerHeader = false;
        });
        app = builder.Build();
        app.Run(HearAsync);
        posting = Task.WhenAll(Enumerable.Range(0, Posters).Select(_ => Task.Run(PostAsync)));
    }

    public string Address => app.Urls.Single();

    public long Taken => Volatile.Read(ref taken);

    public long LastAt => Volatile.Read(ref lastAt);

    public Uri? Receipts { get; set; }

    public static async Task<Sink> StartAsync()
    {
        var sink = new Sink();
        await sink.app.StartAsync();
        return sink;
    }

    public async ValueTask DisposeAsync()
    {
        due.Writer.Complete();
        await posting;
        await app.DisposeAsync();
        poster.Dispose();
    }

    private async Task HearAsync(HttpContext context)
    {
        switch (context.Request.Path.Value)
        {
            case "/last":
                await context.Response.Body.WriteAsync(last);
                break;
            case "/raw":
                await BodyAsync(context.Request);
                await AnswerAsync(context, """{"MessageId":"raw"}"""u8.ToArray());
                break;
            case "/sms":
                await TakeTextsAsync(context, await BodyAsync(context.Request));
                break;
            default:
                await TakeMailAsync(context, await BodyAsync(context.Request));
                break;
        }
    }

    private async Task TakeMailAsync(HttpContext context, byte[] body)
    {
        Volatile.Write(ref lastAt, Stopwatch.GetTimestamp());
        last = body;
        var id = $"0102{Interlocked.Increment(ref taken):x12}-000000";
        if (Receipts is not null)
            due.Writer.TryWrite(new Receipt(id, body));
        await AnswerAsync(context, Encoding.UTF8.GetBytes($$"""{"MessageId":"{{id}}"}"""));
    }

    private async Task TakeTextsAsync(HttpContext context, byte[] body)
    {
        last = body;
        using var told = JsonDocument.Parse(body);
        var answers = told.RootElement.GetProperty("smsRecipients").EnumerateArray().Select(recipient => new
        {
            to = recipient.GetProperty("to").GetString(),
            messageId = Guid.NewGuid(),
            httpStatusCode = 202,
            repeatabilityResult = "accepted",
            successful = true,
        }).ToList();
        Interlocked.Add(ref taken, answers.Count);
        context.Response.StatusCode = 202;
        await AnswerAsync(context, JsonSerializer.SerializeToUtf8Bytes(new { value = answers }));
    }

    private static async Task AnswerAsync(HttpContext context, byte[] json)
    {
        (context.Response.ContentType, context.Response.ContentLength) = ("application/json", json.Length);
        await context.Response.Body.WriteAsync(json);
    }

    private async Task PostAsync()
    {
        await foreach (var receipt in due.Reader.ReadAllAsync())
        {
            using var content = new ByteArrayContent(receipt.Notification());
            using var answer = await poster.PostAsync(Receipts, content);
            if (!answer.IsSuccessStatusCode)
                throw new UnreachableException($"A receipt was answered with {(int)answer.StatusCode}.");
        }
    }

    private static async Task<byte[]> BodyAsync(HttpRequest request)
    {
        var body = new byte[(int)request.ContentLength!.Value];
        await request.Body.ReadExactlyAsync(body);
        return body;
    }

    /// <summary>Of a mail that was delivered at once, as SNS brings it.</summary>
    private sealed record Receipt(string Id, byte[] Mail)
    {
        public byte[] Notification()
        {
            using var mail = JsonDocument.Parse(Mail);
            var told = new
            {
                eventType = "Delivery",
                mail = new
                {
                    timestamp = DateTimeOffset.UtcNow,
                    source = mail.RootElement.GetProperty("FromEmailAddress").GetString(),
                    messageId = Id,
                    destination = mail.RootElement.GetProperty("Destination").GetProperty("ToAddresses"),
                    tags = mail.RootElement.GetProperty("EmailTags").EnumerateArray().ToDictionary(tag => tag.GetProperty("Name").GetString()!, tag => new[] { tag.GetProperty("Value").GetString() }),
                },
                delivery = new { timestamp = DateTimeOffset.UtcNow, smtpResponse = "250 2.6.0 Message received" },
            };
            return JsonSerializer.SerializeToUtf8Bytes(new { Type = "Notification", MessageId = $"sns-{Id}", TopicArn = Topic, Message = JsonSerializer.Serialize(told), Timestamp = DateTimeOffset.UtcNow });
        }
    }
}
