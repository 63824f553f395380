using ActiveReach.Transfer;

namespace ActiveReach.Tests.Workspaces;

public sealed class TransferKindTests
{
    [Fact]
    public void Every_kind_of_document_moves_with_its_workspace_or_is_left_behind_for_a_reason()
    {
        var moved = DocumentKinds.BeforeContacts.Concat(DocumentKinds.OfWorkspace).Concat(DocumentKinds.OfCampaign).Concat(DocumentKinds.OfRun).Concat(DocumentKinds.InDirectory);

        Assert.Equal(DocumentKinds.All.Keys.Order(), moved.Concat(DocumentKinds.Left.Keys).Order());
    }
}
