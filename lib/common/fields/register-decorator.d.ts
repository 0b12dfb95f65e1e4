/** class-validator has the types of its parts under another path than the parts themselves. */
declare module 'class-validator/cjs/register-decorator.js' {
  export { registerDecorator } from 'class-validator';
}
