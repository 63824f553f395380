namespace ActiveReach.Values;

/// <summary>The type of a contact field; comparing a value of another type is refused when an expression is saved.</summary>
public enum FieldType
{
    Text,
    Number,
    Date,
    Boolean,

    /// <summary>A set of texts, e.g. tags.</summary>
    List,

    /// <summary>Latitude and longitude.</summary>
    Position,
}
