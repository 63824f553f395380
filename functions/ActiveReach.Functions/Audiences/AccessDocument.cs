using System.Buffers;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Delivery;
using ActiveReach.Disclosure;
using ActiveReach.Functions.Events;
using ActiveReach.Functions.InApp;
using ActiveReach.Functions.Orders;
using ActiveReach.Ids;
using ActiveReach.Problems;
using ActiveReach.Replies;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Audiences;

/// <summary>Writes what is known of one person as a JSON object, list by list and page by page, so that a long history is never in
/// memory.</summary>
public sealed class AccessDocument(KnownOfContact known, TimeProvider clock)
{
    public async Task WriteAsync(WorkspaceId workspace, Contact contact, Stream body, CancellationToken cancellation)
    {
        // The serializer flushes its writer at once, and nothing may be sent but asynchronously.
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Wire.Json.Encoder });
        json.WriteStartObject();
        json.WriteString("at", clock.GetUtcNow());
        Write(json, "contact", ContactView.Of(contact));
        Write(json, "consents", await known.ConsentsAsync(workspace, contact.Id, cancellation));
        Write(json, "consentHistory", await known.ConsentChangesAsync(workspace, contact.Id, cancellation));
        Write(json, "topics", contact.Topics);
        Write(json, "devices", (await known.DevicesAsync(workspace, contact.Id, cancellation)).Select(DeviceView.Of));
        Write(json, "inbox", (await known.InboxAsync(workspace, contact.Id, cancellation)).Select(InboxMessageView.Of));
        await WriteAsync("messages", known.MessagesAsync(workspace, contact.Id), SentMessage.Of);
        await WriteAsync("replies", known.RepliesAsync(workspace, contact.Id, cancellation), ReceivedText.Of);
        await WriteAsync("events", known.EventsAsync(workspace, contact.Id, cancellation), EventView.Of);
        var outlets = await known.OutletsAsync(workspace, cancellation);
        await WriteAsync("orders", known.OrdersAsync(workspace, contact.Id, cancellation), order => OrderView.Of(order, outlets));
        json.WriteEndObject();
        await SendAsync();

        async Task WriteAsync<T, TView>(string name, IAsyncEnumerable<IReadOnlyList<T>> pages, Func<T, TView> view)
        {
            json.WriteStartArray(name);
            await foreach (var page in pages.WithCancellation(cancellation))
            {
                foreach (var item in page)
                    JsonSerializer.Serialize(json, view(item), Wire.Json);
                await SendAsync();
            }

            json.WriteEndArray();
        }

        async Task SendAsync()
        {
            await json.FlushAsync(cancellation);
            await body.WriteAsync(buffer.WrittenMemory, cancellation);
            buffer.ResetWrittenCount();
        }
    }

    private static void Write<T>(Utf8JsonWriter json, string name, T value)
    {
        json.WritePropertyName(name);
        JsonSerializer.Serialize(json, value, Wire.Json);
    }
}

/// <summary>A message to the person, or why there was none.</summary>
/// <param name="Links">Where links of it lead that are the person's own.</param>
public sealed record SentMessage(
    string Campaign,
    string Run,
    string Channel,
    LedgerState State,
    string? Reason,
    string? Variant,
    string? Outlet,
    DateTimeOffset? HandedAt,
    DateTimeOffset? DeliveredAt,
    DateTimeOffset? OpenedAt,
    DateTimeOffset? ClickedAt,
    DateTimeOffset? RepliedAt,
    IReadOnlyList<string>? Links)
{
    public static SentMessage Of(KnownMessage message) => Of(message.Row, message.Links);

    private static SentMessage Of(LedgerRow row, IReadOnlyDictionary<int, string>? links) => new(
        row.Campaign.Value,
        row.Address.Run.Value,
        ActiveReach.Channels.ChannelNames.Name(row.Channel),
        row.State,
        row.Reason,
        row.Variant,
        row.Outlet,
        row.HandedAt,
        row.DeliveredAt,
        row.OpenedAt,
        row.ClickedAt,
        row.RepliedAt,
        links is null ? null : [.. links.OrderBy(link => link.Key).Select(link => link.Value)]);
}

/// <summary>A text from the person.</summary>
public sealed record ReceivedText(string Id, string Channel, string From, string To, string Text, ReplyKind Kind, DateTimeOffset At, string? Campaign)
{
    public static ReceivedText Of(Reply reply) => new(
        reply.Id, ActiveReach.Channels.ChannelNames.Name(reply.Channel), reply.From, reply.To, reply.Text, reply.Kind, reply.At, reply.Campaign?.Value);
}
