using ActiveReach.Audiences.Contacts;
using ActiveReach.Events;
using ActiveReach.Orders;
using ActiveReach.Replies;

namespace Contracts.Events;

/// <summary>The stores of what people do, with the people.</summary>
public sealed record PersonStores(IEventStore Events, IOrderStore Orders, IReplyStore Replies, IContactStore Contacts);
