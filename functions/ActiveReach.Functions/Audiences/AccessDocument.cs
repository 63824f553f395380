using System.Buffers;
using System.Text.Json;
using ActiveReach.Audiences.Contacts;
using ActiveReach.Audiences.Devices;
using ActiveReach.Consent;
using ActiveReach.Delivery;
using ActiveReach.Events;
using ActiveReach.Functions.Events;
using ActiveReach.Functions.Orders;
using ActiveReach.Ids;
using ActiveReach.Lists;
using ActiveReach.Orders;
using ActiveReach.Outlets;
using ActiveReach.Problems;
using ActiveReach.Replies;
using ActiveReach.Words;
using ActiveReach.Workspaces;

namespace ActiveReach.Functions.Audiences;

/// <summary>Writes what is known of one person as a JSON object, list by list and page by page, so that a long history is never in
/// memory.</summary>
public sealed class AccessDocument(
    IConsentStore consents, IDeviceStore devices, IContactLedger ledger, IReplyStore replies, IEventStore events, IOrderStore orders, OutletDirectories outlets,
    TimeProvider clock)
{
    private const int PageSize = 500;

    public async Task WriteAsync(WorkspaceId workspace, Contact contact, Stream body, CancellationToken cancellation)
    {
        // The serializer flushes its writer at once, and nothing may be sent but asynchronously.
        var buffer = new ArrayBufferWriter<byte>(16 * 1024);
        await using var json = new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = Wire.Json.Encoder });
        json.WriteStartObject();
        json.WriteString("at", clock.GetUtcNow());
        Write(json, "contact", ContactView.Of(contact));
        Write(json, "consents", await consents.FindAsync(workspace, contact.Id, cancellation) ?? []);
        Write(json, "consentHistory", await consents.HistoryAsync(workspace, contact.Id, cancellation));
        Write(json, "topics", contact.Topics);
        Write(json, "devices", (await devices.ListAsync(workspace, contact.Id, cancellation) ?? []).Select(DeviceView.Of));
        await WriteAsync("messages", MessagesAsync(workspace, contact));
        await WriteAsync("replies", PagesAsync("at", query => replies.ThreadAsync(workspace, contact.Id, query, cancellation), ReceivedText.Of));
        await WriteAsync("events", PagesAsync("time", query => events.ListAsync(workspace, new EventFilter(Contact: contact.Id), query, cancellation), EventView.Of));
        var known = await outlets.OfAsync(workspace, cancellation);
        await WriteAsync("orders", PagesAsync(
            "placedAt", async query => (await orders.ListAsync(workspace, new OrderFilter(Contact: contact.Id), query, cancellation)).Page, order => OrderView.Of(order, known)));
        json.WriteEndObject();
        await SendAsync();

        async Task WriteAsync<T>(string name, IAsyncEnumerable<IReadOnlyList<T>> pages)
        {
            json.WriteStartArray(name);
            await foreach (var page in pages.WithCancellation(cancellation))
            {
                foreach (var item in page)
                    JsonSerializer.Serialize(json, item, Wire.Json);
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

    private async IAsyncEnumerable<IReadOnlyList<SentMessage>> MessagesAsync(WorkspaceId workspace, Contact contact)
    {
        LedgerAddress? after = null;
        while (await ledger.NextAsync(workspace, contact.Id, after, PageSize) is { Count: > 0 } rows)
        {
            yield return [.. rows.Select(SentMessage.Of)];
            after = rows[^1].Address;
        }
    }

    private static async IAsyncEnumerable<IReadOnlyList<TView>> PagesAsync<T, TView>(string sort, Func<PageQuery, Task<Page<T>>> read, Func<T, TView> view)
    {
        string? cursor = null;
        do
        {
            var page = await read(new PageQuery(PageSize, cursor, sort, Descending: false));
            yield return [.. page.Items.Select(view)];
            cursor = page.NextCursor;
        }
        while (cursor is not null);
    }
}

/// <summary>A message to the person, or why there was none.</summary>
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
    DateTimeOffset? RepliedAt)
{
    public static SentMessage Of(LedgerRow row) => new(
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
        row.RepliedAt);
}

/// <summary>A text from the person.</summary>
public sealed record ReceivedText(string Id, string Channel, string From, string To, string Text, ReplyKind Kind, DateTimeOffset At, string? Campaign)
{
    public static ReceivedText Of(Reply reply) => new(
        reply.Id, ActiveReach.Channels.ChannelNames.Name(reply.Channel), reply.From, reply.To, reply.Text, reply.Kind, reply.At, reply.Campaign?.Value);
}
