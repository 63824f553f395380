using ActiveReach.Azure.Accounts;
using ActiveReach.Delivery;
using ActiveReach.Workspaces;
using Azure.Data.Tables;

namespace ActiveReach.Azure.Delivery.Touches;

/// <summary>A message that is to be noted, with its two owners.</summary>
/// <param name="Index">Its place among those that are noted together.</param>
internal sealed record NamedTouch(int Index, Touch Touch, WorkspaceId Workspace)
{
    public const string Sender = "sender";

    public TouchOwner Contact => TouchOwner.Contact(Workspace, Touch.Contact);

    public TouchOwner Address => TouchOwner.Address(Workspace, Touch.AddressKey);

    public IEnumerable<TouchOwner> Owners => [Contact, Address];

    public IEnumerable<(TouchOwner Owner, TableEntity Entity)> Rows() =>
        Owners.Select(owner => (owner, EntityFields.New(owner.Partition, owner.Row(Touch.Place.At, Touch.Message)).With(Sender, Touch.Sender)));
}
