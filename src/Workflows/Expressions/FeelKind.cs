namespace Innovation.Workflows.Expressions;

/// <summary>What a <see cref="FeelValue"/> holds.</summary>
public enum FeelKind
{
    /// <summary>No value, or the result of an impossible operation.</summary>
    Null,

    /// <summary>A decimal number.</summary>
    Number,

    /// <summary>A string.</summary>
    Text,

    /// <summary>true or false.</summary>
    Boolean,

    /// <summary>A calendar date.</summary>
    Date,

    /// <summary>A list of values.</summary>
    List,

    /// <summary>Named values, such as a row of a table.</summary>
    Context,

    /// <summary>A range between two values of one kind.</summary>
    Range,
}
