using ActiveReach.Outlets;

namespace ActiveReach.Messages.Templates;

/// <summary>The outlet of a contact as templates know it: by itself its name, and its fields and values by name.</summary>
/// <param name="outlet">Null where the contact's outlet is a text that names none.</param>
internal sealed class OutletText(Outlet? outlet, string name)
{
    /// <summary>Null for what it has not.</summary>
    public string? Of(string member) => member switch
    {
        "id" => outlet?.Id.Value,
        "name" => name,
        "phone" => outlet?.Phone,
        "address" => outlet?.Address,
        _ => outlet?.Values.GetValueOrDefault(member),
    };

    public override string ToString() => name;
}
