namespace Innovation.Web.Office;

/// <summary>What the office pages are made with.</summary>
public static class OfficeServices
{
    public static IServiceCollection AddOffice(this IServiceCollection services) => services
        .AddSingleton<CalendarDesk>()
        .AddScoped<ToDoDesk>()
        .AddScoped<TaskDesk>()
        .AddScoped<CaseDesk>()
        .AddScoped<CaseRegister>();
}
