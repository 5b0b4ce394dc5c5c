// `import 'next-native/register'`: maps the specifier `next` in the user's own files to next-native.
export {}
