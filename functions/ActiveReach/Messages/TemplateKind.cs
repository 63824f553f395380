namespace ActiveReach.Messages;

/// <summary>Where a template's output goes: how values are escaped and what may stand in it.</summary>
public enum TemplateKind
{
    /// <summary>Plain text: nothing is escaped.</summary>
    Text,

    /// <summary>One line: line breaks in values become spaces, links are refused.</summary>
    Subject,

    /// <summary>Values are escaped, hrefs are tracked.</summary>
    Html,

    /// <summary>Nothing but where a link leads, which is tracked; read as an href is.</summary>
    Address,
}
