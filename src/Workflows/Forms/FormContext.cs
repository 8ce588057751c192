using System.Text.Json.Nodes;

namespace Innovation.Workflows.Forms;

/// <summary>What validation knows besides the values.</summary>
/// <param name="Organization">Profile of the applicant, by field id: uscc, name, staff_total and so on.</param>
/// <param name="Today">The day of looking, in China.</param>
public sealed record FormContext(JsonObject Organization, DateOnly Today);
